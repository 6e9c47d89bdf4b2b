"""What must hold on every page that a journey opens: asked in the browser itself."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = {"moderate", "serious", "critical"}
AXE = Axe().axe_script

SHAPE = """() => {
  const said = [];
  const one = (what, found) => { if (found !== 1) { said.push(`${what}: ${found}`); } };
  if (document.documentElement.lang !== "vi") { said.push(`lang=${document.documentElement.lang}`); }
  if (!document.title.trim()) { said.push("no title"); }
  one("h1", document.querySelectorAll("h1").length);
  one("main", document.querySelectorAll("main").length);
  const doubled = [...document.querySelectorAll("[id]")].map((each) => each.id)
    .filter((id, at, all) => all.indexOf(id) !== at);
  if (doubled.length) { said.push(`twice the same id: ${doubled.join(", ")}`); }
  return said;
}"""

WIDTH = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) { return []; }
  const wide = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > room + 1);
  return wide.slice(0, 3).map((each) => `wider than the screen: ${each.outerHTML.slice(0, 120)}`);
}"""

# What is pressed with a thumb stands 44 pixels high, unless it is a word within a sentence (WCAG 2.5.8 says the same).
TARGETS = """() => {
  const inSentence = (each) => {
    const block = each.parentElement.closest("p, dd, li, td, th, h1, h2, h3, small, span, div, label");
    const own = each.textContent.trim();
    return block && block.textContent.replace(own, "").trim().length > 0
      && getComputedStyle(each).display === "inline";
  };
  const small = [];
  const pressable = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  for (const each of document.querySelectorAll(pressable)) {
    if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) { continue; }
    const pressed = each.matches("input[type=checkbox], input[type=radio]") ? each.closest("label") ?? each : each;
    const box = pressed.getBoundingClientRect();
    if (box.height >= 43.5 || box.width === 0 || box.right <= 0 || inSentence(each)) { continue; }
    small.push(`${Math.round(box.height)} px high: ${each.outerHTML.slice(0, 140)}`);
  }
  return small.slice(0, 6);
}"""

# What a field says before anything is typed into it is no help when its end is cut off.
HINTS = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const cut = [];
  for (const each of document.querySelectorAll("input[placeholder]")) {
    if (!each.checkVisibility()) { continue; }
    const style = getComputedStyle(each);
    const room = each.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    pen.font = getComputedStyle(each, "::placeholder").font;
    const wanted = pen.measureText(each.placeholder).width;
    if (wanted > room) { cut.push(`hint cut off, ${Math.ceil(wanted)} > ${Math.floor(room)}: ${each.placeholder}`); }
  }
  return cut;
}"""

SHIFTS = """() => new Promise((done) => {
  const watcher = new PerformanceObserver(() => {});
  watcher.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const moved = watcher.takeRecords().filter((each) => !each.hadRecentInput);
    done(moved.map((each) => `moved by ${each.value.toFixed(4)}: `
      + each.sources.map((one) => one.node?.outerHTML?.slice(0, 80)).join("; ")));
  }));
})"""


# Everything but contrast, which takes three quarters of axe's time: it goes through each cell of each list.
STRUCTURE = """() => axe.run(document, {
  resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } },
}).then((found) => found.violations)"""

# How text looks follows from the elements that it stands in, their classes and attributes. So contrast is measured at
# the first text of each such look, and not again where the same look was measured before.
CONTRAST = """async (known) => {
  const measured = new Set(known);
  const said = /^(class|type|role|open|aria-(?!label|described|controls|owns|details).*)$/;
  const look = (each) => each === null ? "" : look(each.parentElement) + ">" + each.tagName
    + [...each.attributes].map((one) => said.test(one.name) ? `${one.name}=${one.value}` : one.name).sort().join();
  const number = (text) => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (const each of text) {
      a = Math.imul(a ^ each.codePointAt(0), 2654435761);
      b = Math.imul(b ^ each.codePointAt(0), 1597334677);
    }
    return 4294967296 * (2097151 & b) + (a >>> 0);
  };
  const hasText = (each) => each.matches("input, button, select, textarea")
    || [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const fresh = new Map();
  for (const each of document.body.querySelectorAll("*")) {
    if (!hasText(each) || !each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) { continue; }
    const key = number(look(each));
    if (!measured.has(key) && !fresh.has(key)) { fresh.set(key, each); }
  }
  if (!fresh.size) { return [[], []]; }
  const found = await axe.run({ include: [...fresh.values()] }, { runOnly: ["color-contrast"] });
  return [[...fresh.keys()], found.violations];
}"""
_measured: dict[bool, set[int]] = {True: set(), False: set()}
"""The looks whose contrast this process has measured, on phones and elsewhere."""


def faults(page: Page, *, phone: bool) -> list[str]:
    """Everything that is wrong with the page, in words; nothing when it is right."""
    asked = [SHAPE, WIDTH, SHIFTS, *([TARGETS, HINTS] if phone else [])]
    return [fault for script in asked for fault in page.evaluate(script)] + _barriers(page, phone=phone)


def _barriers(page: Page, *, phone: bool) -> list[str]:
    page.evaluate(AXE)
    looks, pale = page.evaluate(CONTRAST, list(_measured[phone]))
    if not pale:
        _measured[phone].update(looks)
    found: list[dict[str, Any]] = [*page.evaluate(STRUCTURE), *pale]
    return [
        f"axe {each['id']} ({each['impact']}): {node['html'][:160]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"][:3]
    ]
