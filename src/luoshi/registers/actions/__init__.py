"""Every write of the registers: keyword-only, atomic, one audit event, and the figures counted anew."""

from luoshi.registers.actions.areas import drop_area, import_areas
from luoshi.registers.actions.counting import count_all, count_target, recount
from luoshi.registers.actions.erasing import erase_overdue, erase_person
from luoshi.registers.actions.ground import Drawing, draw_ground, tiles_at
from luoshi.registers.actions.milestones import take_milestones
from luoshi.registers.actions.places import place_record
from luoshi.registers.actions.records import Said, add_record, revise_record, strike_record
from luoshi.registers.actions.stages import reach_stage, take_back_stage

__all__ = [
    "Drawing",
    "Said",
    "add_record",
    "count_all",
    "count_target",
    "draw_ground",
    "drop_area",
    "erase_overdue",
    "erase_person",
    "import_areas",
    "place_record",
    "reach_stage",
    "recount",
    "revise_record",
    "strike_record",
    "take_back_stage",
    "take_milestones",
    "tiles_at",
]
