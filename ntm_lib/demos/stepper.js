// Buttons that move a program on, and a breakpoint. A player is linked to `position` in the page: no kernel is needed.
// JupyterLab takes arrow keys away from focused elements unless the element itself says that it wants them.

// Each widget loads this module anew, so that a counter would give two of them the same id.
const unique = (name) => `${name}-${Math.random().toString(36).slice(2)}`;

function focusable(element) {
  element.setAttribute("data-lm-suppress-shortcuts", "true");
  return element;
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "ntm-demo";
  const set = document.createElement("fieldset");
  set.className = "ntm-choice";
  const legend = document.createElement("legend");
  legend.textContent = model.get("label");
  set.append(legend);

  const id = unique("ntm-breakpoint");
  const row = document.createElement("div");
  row.className = "ntm-row ntm-plain";
  const label = document.createElement("label");
  Object.assign(label, { htmlFor: id, textContent: "Breakpoint" });
  const range = focusable(document.createElement("input"));
  Object.assign(range, { type: "range", id, min: 0, step: 1 });
  const chosen = document.createElement("output");
  chosen.htmlFor = id;
  row.append(label, range, chosen);
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.style.margin = "0";
  said.style.minHeight = "1.45em"; // the place is kept while nothing is said
  root.append(set, row, said);
  el.append(root);

  let news = { position: -1, text: "" }; // holds until the program moves on
  const last = () => model.get("focus").length - 1;
  const slot = () => (model.get("breakpoint") > 0 ? model.get("slots")[model.get("breakpoint") - 1] : null);
  const stops = () => model.get("focus").flatMap((focus, position) => (focus === slot() ? [position] : []));

  function go(position, text = "") {
    const to = Math.min(Math.max(position, 0), last());
    news = { position: to, text };
    model.set("position", to);
    model.save_changes();
    show();
  }
  function toBreakpoint() {
    const end = model.get("focus")[last()] < 0 ? "it ran to where it fails" : "it ran to the end";
    if (slot() === null) return go(last(), `No breakpoint is set: ${end}.`);
    const next = stops().find((position) => position > model.get("position"));
    if (next === undefined) return go(last(), `The head does not come to slot ${slot()} any more: ${end}.`);
    return go(next, `Stopped at the breakpoint: the head is on slot ${slot()}.`);
  }
  const actions = {
    "Start over": () => go(0),
    Back: () => go(model.get("position") - 1),
    Step: () => go(model.get("position") + 1),
    "Run to breakpoint": toBreakpoint,
  };
  for (const [name, action] of Object.entries(actions)) {
    const button = focusable(document.createElement("button"));
    Object.assign(button, { type: "button", textContent: name });
    button.addEventListener("click", action);
    set.append(button);
  }
  range.addEventListener("input", () => {
    model.set("breakpoint", Number(range.value));
    model.save_changes();
  });

  function show() {
    range.max = model.get("slots").length;
    range.value = model.get("breakpoint");
    const times = stops().length;
    const text = slot() === null ? "none" : `slot ${slot()}, ${times} ${times === 1 ? "stop" : "stops"}`;
    range.setAttribute("aria-valuetext", text);
    chosen.textContent = text;
    said.textContent = model.get("position") === news.position ? news.text : "";
  }
  const names = "change:position change:breakpoint change:focus change:slots";
  model.on(names, show);
  show();
  return () => model.off(names, show);
}

export default { render };
