/**
 * Canvas patterns for states and membership, sharp on every screen and fixed to the ground.
 *
 * A tile is drawn in device pixels. Its transformation takes the canvas' own scale back, so
 * the pattern keeps its size at every zoom, and starts at the corner of the world, so it does
 * not swim when the reader pans.
 */

/** @typedef {'dots' | 'hatch'} PatternKind */
/**
 * @typedef {object} Weave
 * @property {number} scale pixels to one unit of the pen's space
 * @property {number} grain 1, or less for a finer pattern
 */

/**
 * @type {Record<PatternKind, {size: number, draw: (pen: CanvasRenderingContext2D, colour: string) => void}>}
 */
const TILES = {
    dots: {size: 7, draw: drawDots},
    hatch: {size: 7, draw: drawHatch},
};

/** @type {Map<string, HTMLCanvasElement>} */
const made = new Map();

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {PatternKind} kind
 * @param {string} colour
 * @param {Weave} [weave]
 * @returns {CanvasPattern}
 */
export function pattern(pen, kind, colour, {scale, grain} = {scale: 1, grain: 1}) {
    const {size} = TILES[kind];
    const tile = tileOf(kind, colour, (globalThis.devicePixelRatio || 1) * grain);
    const filled = pen.createPattern(tile, 'repeat');
    if (!filled) throw new Error(`pattern: the canvas refused a tile of ${tile.width} pixels`);
    filled.setTransform(new DOMMatrix().scale((size * grain) / tile.width / scale));
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
    for (const [x, y] of [[1.75, 1.75], [5.25, 5.25]]) {
        pen.beginPath();
        pen.arc(x, y, 0.75, 0, 2 * Math.PI);
        pen.fill();
    }
}

/**
 * Three strokes make one diagonal: the corners belong to the neighbouring tiles.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} colour
 */
function drawHatch(pen, colour) {
    pen.strokeStyle = colour;
    pen.lineWidth = 0.7;
    pen.beginPath();
    for (const shift of [-7, 0, 7]) {
        pen.moveTo(shift - 1, 8);
        pen.lineTo(shift + 8, -1);
    }
    pen.stroke();
}
