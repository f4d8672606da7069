"""Programmes of a report: what each keeps count of, declared in a folder and never coded. Pure."""

from luoshi.programmes.checks import Finding, findings
from luoshi.programmes.counting import Count, Row, count
from luoshi.programmes.load import (
    FILE,
    BadProgramme,
    Fault,
    folders,
    load,
    programmes,
    shipped,
    starter,
    strays,
)
from luoshi.programmes.match import Promise, measure_of, programmes_of, proposed
from luoshi.programmes.model import (
    Check,
    Measure,
    Milestone,
    Programme,
    Register,
    RegisterField,
    Series,
    Stage,
)

__all__ = [
    "FILE",
    "BadProgramme",
    "Check",
    "Count",
    "Fault",
    "Finding",
    "Measure",
    "Milestone",
    "Programme",
    "Promise",
    "Register",
    "RegisterField",
    "Row",
    "Series",
    "Stage",
    "count",
    "findings",
    "folders",
    "load",
    "measure_of",
    "programmes",
    "programmes_of",
    "proposed",
    "shipped",
    "starter",
    "strays",
]
