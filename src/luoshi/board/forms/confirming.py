"""Going through the promises of a report: decide, split, merge; and those that no report made."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.board.actions import Share
from luoshi.board.forms.common import lines_input, reason_field
from luoshi.board.models import Commitment, Milestone, Origin, Target
from luoshi.board.stretches import Span

MOST_PARTS = 9
ACTS = [("confirm", _("确认")), ("correct", _("改标题")), ("reject", _("不立项"))]


class JudgeForm(forms.Form):
    """What the office makes of one promise; `seen` is the revision that it had before it."""

    act = forms.ChoiceField(label=_("决定"), choices=ACTS)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("承诺"), max_length=500, required=False)
    reason = reason_field()

    def clean(self) -> dict[str, object]:
        """A rejection says why, a correction says what."""
        said = super().clean() or self.cleaned_data
        act = said.get("act")
        if act == "reject" and not said.get("reason"):
            self.add_error("reason", _("不立项要写明理由。"))
        if act == "correct" and not said.get("title"):
            self.add_error("title", _("承诺不能为空。"))
        return said


class SplitForm(forms.Form):
    """Which clause, target and step goes to which part; further words by themselves."""

    reason = forms.CharField(label=_("为什么拆"), max_length=300)

    def __init__(
        self,
        *args: object,
        clauses: list[tuple[list[Span], str]],
        targets: list[tuple[Target, str]],
        milestones: list[Milestone],
        size: int,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.size = size
        self.clauses = clauses
        parts = [(str(n), _("第 %(n)s 份") % {"n": n}) for n in range(1, size + 1)]
        with_words, every = [("", _("随原文"))], [("", _("每份都要"))]
        for index, (_spans, words) in enumerate(clauses):
            first = min(index + 1, size)
            self.choose(f"clause-{index}", words, parts, first)
        for target, words in targets:
            self.choose(f"target-{target.key}", words, with_words + parts, "")
        for step in milestones:
            self.choose(f"milestone-{step.key}", step.name, every + parts, "")
        for n in range(1, size + 1):
            self.fields[f"title-{n}"] = forms.CharField(
                label=_("第 %(n)s 份的标题") % {"n": n}, max_length=500, required=False
            )
            self.fields[f"words-{n}"] = forms.CharField(
                label=_("另归第 %(n)s 份的原话") % {"n": n},
                max_length=1000,
                required=False,
                widget=lines_input(1),
            )

    def choose(self, name: str, label: str, choices: list, initial: object) -> None:
        """One more list to choose a part from."""
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=initial, required=choices[0][0] != ""
        )

    def group(self, kind: str) -> list[forms.BoundField]:
        """The fields about clauses, targets or steps."""
        return [self[name] for name in self.fields if name.startswith(f"{kind}-")]

    def by_clause(self) -> list[forms.BoundField]:
        return self.group("clause")

    def by_target(self) -> list[forms.BoundField]:
        return self.group("target")

    def by_milestone(self) -> list[forms.BoundField]:
        return self.group("milestone")

    def by_part(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The title and the further words of each part."""
        return [(self[f"title-{n}"], self[f"words-{n}"]) for n in range(1, self.size + 1)]

    def shares(self) -> list[Share]:
        """What each part takes."""
        return [self.share(n) for n in range(1, self.size + 1)]

    def share(self, n: int) -> Share:
        """What one part takes."""
        said = self.cleaned_data
        spans = [
            (start, end)
            for index, (own, _words) in enumerate(self.clauses)
            if said[f"clause-{index}"] == str(n)
            for start, end in own
        ]
        words = [line for line in said[f"words-{n}"].splitlines() if line.strip()]
        return Share(
            words=tuple(words),
            spans=tuple(spans),
            targets=self.keys("target", n),
            milestones=self.keys("milestone", n),
            title=said[f"title-{n}"],
        )

    def keys(self, kind: str, n: int) -> tuple[int, ...]:
        """The keys of the targets or steps that a part takes."""
        names = [name for name in self.fields if name.startswith(f"{kind}-")]
        return tuple(int(name.partition("-")[2]) for name in names if self.cleaned_data[name] == str(n))


class MergeForm(forms.Form):
    """Which of some promises is kept, and why they are one."""

    kept = forms.TypedChoiceField(label=_("保留哪一项"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("为什么合并"), max_length=300)

    def __init__(self, *args: object, commitments: list[Commitment], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kept"].choices = [(row.pk, f"{row.code} {row.words}") for row in commitments]  # type: ignore[attr-defined]
        if commitments:
            self.fields["kept"].initial = commitments[0].pk


class UnmergeForm(forms.Form):
    """Why a merger is undone."""

    reason = forms.CharField(
        label=_("为什么撤销"), max_length=300, error_messages={"required": _("撤销合并要写明理由。")}
    )


class EntryForm(forms.Form):
    """A promise that no report made."""

    origin = forms.ChoiceField(
        label=_("来源"), choices=[(one.value, one.label) for one in Origin if one != Origin.REPORT]
    )
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    section = forms.CharField(label=_("章节或文号"), max_length=300, required=False)
    words = forms.CharField(
        label=_("原文"), max_length=2000, widget=lines_input(3), help_text=_("照抄原文；涉密内容不得填写")
    )
    title = forms.CharField(
        label=_("标题"), max_length=500, required=False, help_text=_("可留空，以原文为题")
    )
