"""Programmes of a report: what each keeps count of, declared in a folder and never coded. Pure."""

from luoshi.programmes.counting import Count, Row, count
from luoshi.programmes.load import FILE, BadProgramme, Fault, load, programmes, shipped
from luoshi.programmes.match import measure_of, programmes_of
from luoshi.programmes.model import Measure, Milestone, Programme, Register, RegisterField, Series, Stage

__all__ = [
    "FILE",
    "BadProgramme",
    "Count",
    "Fault",
    "Measure",
    "Milestone",
    "Programme",
    "Register",
    "RegisterField",
    "Row",
    "Series",
    "Stage",
    "count",
    "load",
    "measure_of",
    "programmes",
    "programmes_of",
    "shipped",
]
