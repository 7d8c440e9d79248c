/**
 * Canvas patterns for states and membership, sharp on every screen and fixed to the ground.
 *
 * A tile is drawn in device pixels. Its transformation takes the canvas' own scale back, so
 * the pattern keeps its size at every zoom, and starts at the corner of the world, so it does
 * not swim when the reader pans.
 */

/** @typedef {'dots' | 'hatch'} PatternKind */

/** @type {Record<PatternKind, {size: number, draw: (pen: CanvasRenderingContext2D, colour: string) => void}>} */
const TILES = {
    dots: {size: 6, draw: drawDots},
    hatch: {size: 5, draw: drawHatch},
};

/** @type {Map<string, HTMLCanvasElement>} */
const made = new Map();

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {PatternKind} kind
 * @param {string} colour
 * @param {number} [scale] pixels to one unit of the pen's space
 * @returns {CanvasPattern}
 */
export function pattern(pen, kind, colour, scale = 1) {
    const {size} = TILES[kind];
    const tile = tileOf(kind, colour, globalThis.devicePixelRatio || 1);
    const filled = pen.createPattern(tile, 'repeat');
    if (!filled) throw new Error(`pattern: the canvas refused a tile of ${tile.width} pixels`);
    filled.setTransform(new DOMMatrix().scale(size / tile.width / scale));
    return filled;
}

/** @param {PatternKind} kind @param {string} colour @param {number} ratio */
function tileOf(kind, colour, ratio) {
    const key = `${kind} ${colour} ${ratio}`;
    const known = made.get(key);
    if (known) return known;
    const {size, draw} = TILES[kind];
    const tile = document.createElement('canvas');
    tile.width = Math.round(size * ratio);
    tile.height = tile.width;
    const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d'));
    pen.scale(tile.width / size, tile.width / size);
    draw(pen, colour);
    made.set(key, tile);
    return tile;
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour */
function drawDots(pen, colour) {
    pen.fillStyle = colour;
    for (const [x, y] of [[1.5, 1.5], [4.5, 4.5]]) {
        pen.beginPath();
        pen.arc(x, y, 0.75, 0, 2 * Math.PI);
        pen.fill();
    }
}

/** Three strokes make one diagonal: the corners belong to the neighbouring tiles. */
/** @param {CanvasRenderingContext2D} pen @param {string} colour */
function drawHatch(pen, colour) {
    pen.strokeStyle = colour;
    pen.lineWidth = 0.8;
    pen.beginPath();
    for (const shift of [-5, 0, 5]) {
        pen.moveTo(shift - 1, 6);
        pen.lineTo(shift + 6, -1);
    }
    pen.stroke();
}
