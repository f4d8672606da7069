"""The look of the page. Contrast is AA or better on every ground."""

from __future__ import annotations

LIGHTS = 64
"""How many entries of one row can be lit apart; the next one shares the first one's light."""

_LIGHT = '.row:has([data-k~="{k}"]:is(:hover,:focus-within,:target)) [data-k~="{k}"]'
_LIT = ",\n".join(_LIGHT.format(k=k) for k in range(1, LIGHTS + 1))

STYLE = (
    """
:root { color-scheme: light; --ink: #23272c; --soft: #5a6069; --line: #e4e0d8; --paper: #fdfcf9;
  --serif: "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", STSong, SimSun, serif;
  --sans: "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", sans-serif; }
* { box-sizing: border-box; }
html { scroll-padding-top: 30vh; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--sans); }
.skip { position: absolute; left: -99rem; background: #fff; padding: .5rem 1rem; z-index: 1; }
.skip:focus { left: 1rem; top: 1rem; }
main, footer { max-width: 78rem; margin: 0 auto; padding: 2rem 1.5rem; }
article + article { border-top: 3px double var(--line); margin-top: 4rem; padding-top: 2rem; }
h1 { font: 600 1.75rem/1.35 var(--serif); margin: 0 0 .75rem; }
.summary, footer { color: var(--soft); font-size: .875rem; }
details { font-size: .9rem; margin-bottom: 1rem; }
summary { cursor: pointer; color: var(--soft); }
nav ul { list-style: none; margin: .5rem 0; padding: 0; columns: 2; }
nav a { color: #1d4f80; } .level2 { padding-left: 1em; } .level3 { padding-left: 2em; }
.row { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); gap: 0 2.5rem;
  padding: .2rem 0; align-items: start; }
.row:has(.items) { border-top: 1px solid var(--line); padding: .9rem 0; margin-top: .6rem; }
.row:has(h2, h3, h4, h5, h6) { padding-top: 1.4rem; }
.row:has(h2, h3, h4, h5, h6):not(:has(.items)) + .row { border-top: 0; margin-top: 0; padding-top: .2rem; }
.source { font: 1.0625rem/2 var(--serif); position: sticky; top: .75rem; overflow-wrap: anywhere; }
.source > * { margin: 0 0 .4em; white-space: pre-wrap; font-size: inherit; }
.source > p:empty { display: none; }
.source :is(h2, h3, h4, h5, h6) { font-weight: 700; }
.source h2 { font-size: 1.2rem; }
mark { background: none; color: inherit; border-radius: 2px; padding: .1em 0; }
mark a { color: inherit; text-decoration: none; }
b { font-weight: 700; }
.commitment:is(mark, .key) { background: #fcf1cd; }
.result:is(mark, .key) { background: #e0eef8; }
.other:is(mark, .key) { background: #ecebe7; }
.key { padding: .15em .5em; border-radius: 3px; color: var(--ink); }
mark.leftover, .plain-leftover, .key.leftover {
  text-decoration: underline dotted #8a8f96; text-underline-offset: .3em; }
.aside, .aside mark { color: #5f656d; font-style: normal; }
.aside { background: repeating-linear-gradient(135deg, transparent 0 6px, #f1efe9 6px 8px); }
.items { margin: 0; padding: 0; font-size: .9rem; list-style: none; }
.items li { border-left: 3px solid #c9a13b; padding: .2rem .6rem .2rem 3.1rem; margin: 0 0 .35rem;
  border-radius: 2px; position: relative; }
.number { position: absolute; left: 0; width: 2.6rem; text-align: right; color: var(--soft); font-size: .8rem;
  line-height: 1.7; }
.items .result { border-color: #5b93c2; } .items .other { border-color: #b5b3ac; }
.items .leftover { display: inline-block; border: 0; background: #f3f1ec;
  padding: 0 .35rem; margin: 0 .4rem .35rem 0; }
.items a { color: inherit; text-decoration: none; }
.items a:hover, nav a:hover { text-decoration: underline; }
.kind, .facts, .why { color: var(--soft); font-size: .84rem; }
.facts b { color: var(--ink); }
.why { color: #8a3b12; }
:focus-visible { outline: 3px solid #1d4f80; outline-offset: 2px; }
@media screen and (max-width: 44rem) {
  main { padding: 1.25rem 1rem; }
  .row { display: block; }
  .source { position: static; }
  .items { margin-top: .6rem; }
  nav ul { columns: 1; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  body { background: #fff; font-size: 9.5pt; }
  main { padding: 0; max-width: none; }
  .source { font-size: 10pt; line-height: 1.7; position: static; }
  .row { gap: 0 1.2rem; padding: .5rem 0; }
  .items li { break-inside: avoid; }
  .skip, details:not([open]) { display: none; }
  mark, .key, .aside { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
    + _LIT
    + """ { background: #f8df8f; box-shadow: 0 0 0 2px #f8df8f; }
"""
)
