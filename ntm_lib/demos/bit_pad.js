// A grid of toggle buttons with one Tab stop: arrows move, Space or Enter toggles, a pointer paints.
// The kernel hears of a stroke when it ends.

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function render({ model, el }) {
  const rows = model.get("bits").length;
  const columns = model.get("bits")[0].length;
  let bits = model.get("bits").map((row) => [...row]);
  let focus = [0, 0];
  let stroke = null; // while a pointer is down: what it paints, and where it was

  const root = document.createElement("div");
  root.className = "ntm-demo";
  const title = document.createElement("p");
  title.className = "ntm-title";
  title.textContent = `Draw: ${rows} bits, ${columns} steps`;
  const pad = document.createElement("div");
  pad.className = "ntm-pad";
  pad.setAttribute("role", "group");
  pad.setAttribute("aria-label", `Drawing, ${rows} bits by ${columns} steps. Arrow keys move, Space toggles.`);
  pad.style.gridTemplateColumns = `auto repeat(${columns}, auto)`;

  function edge(text) {
    const words = document.createElement("span");
    words.className = "ntm-pad-edge";
    words.setAttribute("aria-hidden", "true");
    words.textContent = text;
    pad.append(words);
  }
  const cells = bits.map((row, i) => {
    edge(`bit ${i}`);
    return row.map((_, j) => {
      const cell = document.createElement("button");
      cell.type = "button";
      cell.setAttribute("aria-label", `bit ${i}, step ${j}`);
      cell.setAttribute("data-lm-suppress-shortcuts", "true");
      cell.dataset.place = `${i},${j}`;
      pad.append(cell);
      return cell;
    });
  });
  edge("step");
  for (let j = 0; j < columns; j++) edge(String(j));

  const tools = document.createElement("div");
  tools.className = "ntm-tools";
  function tool(text, drawing) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("data-lm-suppress-shortcuts", "true");
    button.addEventListener("click", () => {
      bits = drawing();
      tell();
    });
    tools.append(button);
  }
  tool("Clear", () => bits.map((row) => row.map(() => 0)));
  tool("Example", () => model.get("example").map((row) => [...row]));
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  tools.append(count);
  const board = document.createElement("div");
  board.className = "ntm-board";
  board.append(pad, tools);
  root.append(title, board);
  el.append(root);

  function show() {
    cells.forEach((row, i) =>
      row.forEach((cell, j) => {
        cell.setAttribute("aria-pressed", String(bits[i][j] === 1));
        cell.tabIndex = i === focus[0] && j === focus[1] ? 0 : -1;
      }),
    );
    const ones = bits.flat().reduce((sum, bit) => sum + bit, 0);
    count.textContent = `${ones} of ${rows * columns} bits are one`;
  }
  function tell() {
    show();
    model.set("bits", bits.map((row) => [...row]));
    model.save_changes();
  }
  function placeOf(target) {
    const place = target?.dataset?.place;
    return place && pad.contains(target) ? place.split(",").map(Number) : null;
  }
  function paint([i, j]) {
    const [fromI, fromJ] = stroke.at; // a fast pointer skips cells: fill the line in between
    const steps = Math.max(Math.abs(i - fromI), Math.abs(j - fromJ), 1);
    for (let k = 0; k <= steps; k++) {
      const row = Math.round(fromI + ((i - fromI) * k) / steps);
      const column = Math.round(fromJ + ((j - fromJ) * k) / steps);
      bits[row][column] = stroke.value;
    }
    stroke.at = [i, j];
    show();
  }

  pad.addEventListener("pointerdown", (event) => {
    const place = placeOf(event.target);
    if (!place || event.button !== 0) return;
    event.target.releasePointerCapture?.(event.pointerId); // a finger would keep the first cell
    focus = place;
    stroke = { value: 1 - bits[place[0]][place[1]], at: place };
    paint(place);
  });
  function onMove(event) {
    if (!stroke) return;
    const place = placeOf(document.elementFromPoint(event.clientX, event.clientY));
    if (place) paint(place);
  }
  function onUp() {
    if (!stroke) return;
    stroke = null;
    tell();
  }
  document.addEventListener("pointermove", onMove);
  document.addEventListener("pointerup", onUp);
  document.addEventListener("pointercancel", onUp);
  pad.addEventListener("click", (event) => {
    const place = placeOf(event.target);
    if (!place || event.detail !== 0) return; // a pointer's click was a stroke already
    bits[place[0]][place[1]] = 1 - bits[place[0]][place[1]];
    tell();
  });
  pad.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    const place = placeOf(event.target);
    if (!move || !place) return;
    event.preventDefault();
    focus = [
      Math.min(Math.max(place[0] + move[0], 0), rows - 1),
      Math.min(Math.max(place[1] + move[1], 0), columns - 1),
    ];
    show();
    cells[focus[0]][focus[1]].focus();
  });
  function changed() {
    if (stroke) return;
    bits = model.get("bits").map((row) => [...row]);
    show();
  }
  model.on("change:bits", changed);
  show();
  return () => {
    model.off("change:bits", changed);
    document.removeEventListener("pointermove", onMove);
    document.removeEventListener("pointerup", onUp);
    document.removeEventListener("pointercancel", onUp);
  };
}

export default { render };
