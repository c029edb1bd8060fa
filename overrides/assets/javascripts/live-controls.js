// The controls that a block declares (slider, choice, toggle): labelled, and reported as they move.

const STEPS = 1000; // of a slider on a logarithmic scale

export class Controls {
  constructor(name, onChange) {
    this.element = document.createElement("div");
    this.element.className = "j-live__controls";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", `Settings of ${name}`);
    this.element.hidden = true;
    this.onChange = onChange;
    this.values = {};
    this.shape = "";
  }

  // Shows what a run declared; controls that are the same stay, with the hand that holds them.
  declare(declared) {
    const shape = JSON.stringify(declared.map(({ value, ...rest }) => rest));
    if (shape === this.shape) return;
    this.shape = shape;
    this.values = Object.fromEntries(declared.map(item => [item.name, item.value]));
    this.element.replaceChildren(...declared.map(item => this.row(item)));
    this.element.hidden = declared.length === 0;
  }

  row(item) {
    const row = document.createElement("label");
    row.className = "j-live__control";
    const text = document.createElement("span");
    text.textContent = item.label || item.name;
    const shown = document.createElement("output");
    const input = makers[item.kind](item, value => {
      this.values[item.name] = value;
      shown.textContent = write(value);
      this.onChange();
    });
    shown.textContent = item.kind === "slider" ? write(item.value) : "";
    row.append(text, input, ...(item.kind === "slider" ? [shown] : []));
    return row;
  }
}

function write(value) {
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(3)));
}

const makers = {
  slider(item, change) {
    const input = document.createElement("input");
    input.type = "range";
    const whole = item.integer;
    const ratio = Math.log(item.high / item.low);
    const there = item.log
      ? place => item.low * Math.exp((ratio * place) / STEPS)
      : place => Number(place);
    const back = item.log ? value => (STEPS * Math.log(value / item.low)) / ratio : value => value;
    const step = item.log ? 1 : (item.step ?? (whole ? 1 : (item.high - item.low) / 200));
    Object.assign(input, item.log ? { min: 0, max: STEPS } : { min: item.low, max: item.high });
    input.step = step;
    input.value = back(item.value);
    const read = () => {
      const value = there(Number(input.value));
      return whole ? Math.round(value) : Number(value.toPrecision(6));
    };
    input.addEventListener("input", () => {
      input.setAttribute("aria-valuetext", write(read()));
      change(read());
    });
    input.setAttribute("aria-valuetext", write(item.value));
    return input;
  },
  choice(item, change) {
    const input = document.createElement("select");
    for (const option of item.options) input.add(new Option(String(option), String(option)));
    input.selectedIndex = item.options.indexOf(item.value);
    input.addEventListener("change", () => change(item.options[input.selectedIndex]));
    return input;
  },
  toggle(item, change) {
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = item.value;
    input.addEventListener("change", () => change(input.checked));
    return input;
  },
};
