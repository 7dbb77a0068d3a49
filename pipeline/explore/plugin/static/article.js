// An article's layers, and the panel that shows the row a reader chose. Without it the text reads and every mark leads
// to the page of its row.
const text = document.getElementById("text");
const panel = document.getElementById("panel");
const hint = panel.innerHTML;
const TABLES = { quote: "quotes", figure: "figures", mention: "mentions" };
let open = null;

const layers = [...document.querySelectorAll("[data-layer]")];
function showLayers() {
  for (const box of layers) document.body.classList.toggle(`show-${box.dataset.layer}`, box.checked);
  try { localStorage.setItem("layers", JSON.stringify(layers.filter((box) => box.checked).map((box) => box.dataset.layer))); } catch { /* private window */ }
  for (const link of text.querySelectorAll("a.s")) link.tabIndex = shownOf(link.dataset.b).length ? 0 : -1;
}
const isOn = (layer) => document.body.classList.contains(`show-${layer}`);
const isShown = (row) => isOn(TABLES[row.split("-")[0]]);
// Of the rows at a place those that are shown: those that begin there first, then the shortest.
const shownOf = (list) => (list || "").split(" ").filter((row) => row && isShown(row));
try {
  const kept = JSON.parse(localStorage.getItem("layers"));
  if (kept) for (const box of layers) box.checked = kept.includes(box.dataset.layer);
} catch { /* none kept */ }
for (const box of layers) box.addEventListener("change", showLayers);
showLayers();

function segmentsOf(row) { return text.querySelectorAll(`[data-r~="${row}"]`); }

async function show(row, { scroll = false, also = [] } = {}) {
  close();
  open = row;
  const [kind, ...rest] = row.split("-");
  const stored = document.getElementById(`panel-${row}`);
  let html = stored && stored.innerHTML;
  if (!html) {
    const answer = await fetch(`/row/${TABLES[kind]}/${rest.join("-")}?panel`);
    if (open !== row) return;
    html = answer.ok ? await answer.text() : "<p class='empty'>This row is not in the current release: its article may have changed, or rules have.</p>";
  }
  panel.innerHTML = `<button class="plain close" type="button" aria-label="Close">×</button>${html}`;
  panel.classList.add("open");
  panel.querySelector(".close").addEventListener("click", () => close(true));
  const others = also.filter((other) => other !== row && isShown(other));
  if (others.length) {
    const list = document.createElement("p");
    list.className = "also by";
    list.append("Also here: ");
    for (const other of others) {
      const link = document.createElement("a");
      link.href = `#${other}`;
      const words = [...segmentsOf(other)].filter((part) => /\b(q|f|m|sc)(-low)?\b/.test(part.className)).map((part) => part.textContent).join(" ");
      link.textContent = `${{ quote: "statement", figure: "figure", mention: "name" }[other.split("-")[0]]} “${words.slice(0, 60)}”`;
      list.append(link);
    }
    panel.querySelector(".facts").after(list);
  }
  for (const part of segmentsOf(row)) part.classList.add("on");
  for (const part of text.querySelectorAll(`[data-p~="${row}"]`)) part.classList.add("part");
  const place = document.getElementById(row);
  if (place && scroll) place.scrollIntoView({ block: "center" });
  document.dispatchEvent(new CustomEvent("row", { detail: row }));
}

function close(andAddress = false) {
  for (const part of text.querySelectorAll(".on, .part")) part.classList.remove("on", "part");
  panel.classList.remove("open");
  panel.innerHTML = hint;
  open = null;
  if (andAddress) history.replaceState(null, "", location.pathname + location.search);
}

function rowsAt(element) {
  return [...new Set([...shownOf(element.dataset.b), ...shownOf(element.dataset.r)])];
}

text.addEventListener("click", (event) => {
  const segment = event.target.closest(".s");
  if (!segment || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (String(getSelection()).trim()) return;
  const rows = rowsAt(segment);
  if (segment.tagName === "A") event.preventDefault();
  if (!rows.length) return;
  history.replaceState(null, "", `#${rows[0]}`);
  show(rows[0], { also: rows });
});

function go(step) {
  const links = [...text.querySelectorAll("a.s")].filter((link) => link.tabIndex === 0);
  if (!links.length) return;
  const here = links.findIndex((link) => link === document.activeElement || rowsAt(link)[0] === open);
  const next = here < 0 ? links.at(step > 0 ? 0 : -1) : links[(here + step + links.length) % links.length];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  next.click();
}
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea") || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key === "n" || event.key === "p") { event.preventDefault(); go(event.key === "n" ? 1 : -1); }
  if (event.key === "Escape" && open) close(true);
});

function fromAddress() {
  const row = decodeURIComponent(location.hash.slice(1));
  if (!/^(quote|figure|mention)-/.test(row)) return;
  const layer = layers.find((box) => box.dataset.layer === TABLES[row.split("-")[0]]);
  if (!layer.checked) { layer.checked = true; showLayers(); }
  show(row, { scroll: true });
}
window.addEventListener("hashchange", fromAddress);
fromAddress();

// Words that a reader selects can be added as a row that was missed; offsets are counted in code points.
const form = document.getElementById("add");
const offer = document.createElement("button");
offer.type = "button";
offer.className = "selectbar";
offer.textContent = "Mark as missed";
offer.hidden = true;
if (form) document.body.append(offer);

const length = (words) => Array.from(words).length;
function offsetOf(node, at) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!line || !text.contains(line)) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, at);
  return Number(line.dataset.start) + length(range.toString());
}
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  const words = range.toString();
  if (start === null || end === null || end - start !== length(words) || !words.trim()) return null;
  return { start: start + length(words) - length(words.trimStart()), end: end - length(words) + length(words.trimEnd()), words: words.trim(), box: range.getBoundingClientRect() };
}
document.addEventListener("selectionchange", () => {
  const found = form && selected();
  offer.hidden = !found;
  if (!found) return;
  offer.style.left = `${found.box.left + scrollX}px`;
  offer.style.top = `${found.box.bottom + scrollY + 6}px`;
});
offer.addEventListener("mousedown", (event) => event.preventDefault());
offer.addEventListener("click", () => {
  const found = selected();
  if (!found) return;
  close();
  panel.replaceChildren(form.content.cloneNode(true));
  panel.classList.add("open");
  panel.querySelector("[data-words]").textContent = found.words;
  for (const one of panel.querySelectorAll("form")) for (const name of ["start", "end", "words"]) one.elements[name].value = found[name];
  const looksLikeNumber = /\d/.test(found.words) && found.words.length < 40;
  const choose = (table) => { for (const one of panel.querySelectorAll("form")) one.hidden = one.dataset.table !== table; };
  for (const radio of panel.querySelectorAll("[name=what]")) {
    radio.checked = radio.value === (looksLikeNumber ? "figures" : "quotes");
    radio.addEventListener("change", () => choose(radio.value));
  }
  choose(looksLikeNumber ? "figures" : "quotes");
  offer.hidden = true;
  panel.querySelector("form:not([hidden]) input:not([type=hidden])").focus();
});
