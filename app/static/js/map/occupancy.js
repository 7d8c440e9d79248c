/**
 * Which parts of the canvas are taken: a coarse grid, so that ten thousand marks cost
 * a label no more than ten.
 */

const CELL_PX = 4;

export class Occupancy {
    #columns;
    #rows;
    /** @type {Uint8Array} */
    #taken;

    /** @param {number} width in pixels @param {number} height */
    constructor(width, height) {
        this.#columns = Math.ceil(width / CELL_PX);
        this.#rows = Math.ceil(height / CELL_PX);
        this.#taken = new Uint8Array(this.#columns * this.#rows);
    }

    /** @param {number} left @param {number} top @param {number} right @param {number} bottom */
    take(left, top, right, bottom) {
        this.#some(left, top, right, bottom, (cell) => {
            this.#taken[cell] = 1;
            return false;
        });
    }

    /**
     * @param {number} left @param {number} top @param {number} right @param {number} bottom
     * @returns {boolean} whether the whole box is on the canvas and nothing is in it
     */
    free(left, top, right, bottom) {
        const inside = left >= 0 && top >= 0
            && right <= this.#columns * CELL_PX && bottom <= this.#rows * CELL_PX;
        return inside && !this.#some(left, top, right, bottom, (cell) => this.#taken[cell] === 1);
    }

    /**
     * @param {number} left
     * @param {number} top
     * @param {number} right
     * @param {number} bottom
     * @param {(cell: number) => boolean} test
     */
    #some(left, top, right, bottom, test) {
        const first = Math.max(0, Math.floor(left / CELL_PX));
        const last = Math.min(this.#columns - 1, Math.floor(right / CELL_PX));
        const end = Math.min(this.#rows - 1, Math.floor(bottom / CELL_PX));
        for (let row = Math.max(0, Math.floor(top / CELL_PX)); row <= end; row += 1) {
            for (let column = first; column <= last; column += 1) {
                if (test(row * this.#columns + column)) return true;
            }
        }
        return false;
    }
}
