// The service counts code points, strings here count UTF-16 units: the way between.

export class Positions {
  constructor(text) {
    this.pairs = [];
    for (const found of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.pairs.push(found.index);
  }

  /** Return the UTF-16 offset of the code point at `point`. */
  unit(point) {
    return point + this.#before((index) => this.pairs[index] - index < point);
  }

  /** Return the code point offset of the unit at `unit`. */
  point(unit) {
    return unit - this.#before((index) => this.pairs[index] < unit);
  }

  #before(comes) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comes(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
