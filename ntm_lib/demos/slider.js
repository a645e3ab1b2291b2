// A native range with a label of its own. JupyterLab takes arrow keys away from focused elements unless they say no.

// Each widget loads this module anew, so that a counter would give two of them the same id.
const unique = (name) => `${name}-${Math.random().toString(36).slice(2)}`;

function render({ model, el }) {
  const id = unique("ntm-slider");
  const row = document.createElement("div");
  row.className = "ntm-row ntm-plain";
  const label = document.createElement("label");
  label.htmlFor = id;
  const range = document.createElement("input");
  Object.assign(range, { type: "range", id, min: 0, step: 1 });
  range.setAttribute("data-lm-suppress-shortcuts", "true");
  const said = document.createElement("output");
  said.htmlFor = id;
  row.append(label, range, said);
  const root = document.createElement("div");
  root.className = "ntm-demo";
  root.append(row);
  el.append(root);

  function show() {
    const text = model.get("texts")[model.get("position")];
    label.textContent = model.get("label");
    range.max = model.get("texts").length - 1;
    range.value = model.get("position");
    range.setAttribute("aria-valuetext", text);
    said.textContent = text;
  }
  range.addEventListener("input", () => {
    model.set("position", Number(range.value));
    model.save_changes();
  });
  const names = "change:position change:texts change:label";
  model.on(names, show);
  show();
  return () => model.off(names, show);
}

export default { render };
