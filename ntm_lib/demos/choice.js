// Native radio buttons: one Tab stop, arrow keys choose.

// Each widget loads this module anew, so that a counter would give two of them the same id.
const unique = (name) => `${name}-${Math.random().toString(36).slice(2)}`;

function render({ model, el }) {
  const name = unique("ntm-choice");
  const root = document.createElement("div");
  root.className = "ntm-demo";
  const set = document.createElement("fieldset");
  set.className = "ntm-choice";
  const legend = document.createElement("legend");
  legend.textContent = model.get("label");
  set.append(legend);
  for (const option of model.get("options")) {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", name, value: option });
    radio.setAttribute("data-lm-suppress-shortcuts", "true");
    radio.addEventListener("change", () => {
      model.set("value", option);
      model.save_changes();
    });
    label.append(radio, option);
    set.append(label);
  }
  root.append(set);
  el.append(root);

  function show() {
    for (const radio of set.querySelectorAll("input")) radio.checked = radio.value === model.get("value");
  }
  model.on("change:value", show);
  show();
  return () => model.off("change:value", show);
}

export default { render };
