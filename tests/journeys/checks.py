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

# How an element looks follows from the elements that it stands in, their classes and attributes. So contrast is
# measured at the first text of each such look, and not again where the same look was measured before. How a page is
# built is the sequence of these looks, without those that stood shortly before (the rows of a list): what was found
# whole is not asked again. Gives the looks that are new, and the number of how the page is built.
LOOKS = """(known) => {
  const said = /^(class|type|role|open|aria-(?!label|described|controls|owns|details).*)$/;
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
  const looks = new Map();
  const [measured, fresh, order] = [new Set(known), new Map(), []];
  for (const each of document.querySelectorAll("*")) {
    const own = [...each.attributes].map((one) => said.test(one.name) ? `${one.name}=${one.value}` : one.name);
    const look = number(`${looks.get(each.parentElement) ?? ""}>${each.tagName}${own.sort().join()}`);
    looks.set(each, look);
    const step = `${look}${hasText(each)}`;
    if (!order.slice(-40).includes(step)) { order.push(step); }
    if (measured.has(look) || fresh.has(look) || !hasText(each) || !document.body.contains(each)) { continue; }
    if (each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) { fresh.set(look, each); }
  }
  window.freshLooks = [...fresh.values()];
  return [[...fresh.keys()], number(order.join())];
}"""

CONTRAST = """() => axe.run({ include: window.freshLooks }, { runOnly: ["color-contrast"] })
  .then((found) => found.violations)"""

_measured: dict[bool, set[int]] = {True: set(), False: set()}
"""The looks whose contrast this process has measured, on phones and elsewhere."""
_whole: dict[bool, set[int]] = {True: set(), False: set()}
"""How the pages are built that this process has found whole, on phones and elsewhere."""


ASKED = f"""([known, phone]) => Promise.all(
  [({SHAPE})(), ({WIDTH})(), ({SHIFTS})(), ...(phone ? [({TARGETS})(), ({HINTS})()] : []), ({LOOKS})(known)],
)"""


def faults(page: Page, *, phone: bool) -> list[str]:
    """Everything that is wrong with the page, which has begun with ``AXE``, in words; nothing when it is right."""
    *said, (looks, built) = page.evaluate(ASKED, [list(_measured[phone]), phone])
    asked = [*([CONTRAST] if looks else []), *([STRUCTURE] if built not in _whole[phone] else [])]
    barriers: list[dict[str, Any]] = [
        each for script in asked for each in page.evaluate(script) if each["impact"] in GRAVE
    ]
    if not barriers:
        _measured[phone].update(looks)
        _whole[phone].add(built)
    return [fault for each in said for fault in each] + [
        f"axe {each['id']} ({each['impact']}): {node['html'][:160]}" for each in barriers for node in each["nodes"][:3]
    ]
