/**
 * The shapes of marks. Groups and kinds differ by shape as well as by colour, so that a reader
 * who does not see the colour, or a printer, keeps them apart.
 */

/** @typedef {import('./groups.js').Group} Group */
/** @typedef {Group | 'incident'} GlyphName */
/** @typedef {import('./theme.js').Theme} Theme */

const TURN = 2 * Math.PI;

/**
 * Corner points of a glyph of radius 1; a circle has none. Areas look equal.
 * @type {Record<GlyphName, Array<[number, number]>>}
 */
const CORNERS = {
    cameras: [],
    identity: [[-0.87, -0.87], [0.87, -0.87], [0.87, 0.87], [-0.87, 0.87]],
    networks: [[0, -1.15], [1.12, 0.82], [-1.12, 0.82]],
    other: [
        [-0.36, -1.05], [0.36, -1.05], [0.36, -0.36], [1.05, -0.36], [1.05, 0.36], [0.36, 0.36],
        [0.36, 1.05], [-0.36, 1.05], [-0.36, 0.36], [-1.05, 0.36], [-1.05, -0.36], [-0.36, -0.36],
    ],
    incident: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
};

/**
 * Put a glyph's outline on the pen as its current path.
 * @param {CanvasRenderingContext2D} pen
 * @param {GlyphName} name
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function outlineGlyph(pen, name, x, y, radius) {
    pen.beginPath();
    const corners = CORNERS[name];
    if (corners.length === 0) pen.arc(x, y, radius, 0, TURN);
    corners.forEach(([dx, dy], at) => {
        if (at === 0) pen.moveTo(x + dx * radius, y + dy * radius);
        else pen.lineTo(x + dx * radius, y + dy * radius);
    });
    pen.closePath();
}

/**
 * @param {GlyphName} name
 * @param {Theme} theme
 * @returns {string}
 */
export function glyphColour(name, theme) {
    return name === 'incident' ? theme.incident : theme[`group-${name}`];
}

/**
 * A mark: solid when its record certainly matches in time, an outline when it possibly does.
 * @param {CanvasRenderingContext2D} pen
 * @param {{name: GlyphName, x: number, y: number, radius: number, certain: boolean, site?: boolean}} mark
 * @param {Theme} theme
 */
export function paintGlyph(pen, {name, x, y, radius, certain, site = false}, theme) {
    const colour = glyphColour(name, theme);
    const edge = Math.max(1, radius / 3.2);
    pen.lineJoin = 'round';
    outlineGlyph(pen, name, x, y, radius);
    pen.strokeStyle = theme.halo;
    pen.lineWidth = edge + 1.6;
    pen.stroke();
    pen.fillStyle = certain ? colour : theme.halo;
    pen.fill();
    pen.strokeStyle = colour;
    pen.lineWidth = certain ? 0.5 : edge;
    pen.stroke();
    if (site) paintCentre(pen, x, y, certain ? theme.halo : colour);
}

/**
 * A point in the middle says that the very building is known.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function paintCentre(pen, x, y, colour) {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, 1.5, 0, TURN);
    pen.fill();
}

/** @type {WeakMap<Theme, Map<string, HTMLCanvasElement>>} */
const stamps = new WeakMap();

/**
 * A glyph drawn once and stamped many times: ten thousand dots are ten thousand copies.
 * @param {{name: GlyphName, radius: number, certain: boolean, site?: boolean}} mark
 * @param {Theme} theme
 * @param {number} ratio device pixels to one CSS pixel
 * @returns {HTMLCanvasElement} a square, the glyph in its middle
 */
export function stamp(mark, theme, ratio) {
    const own = stamps.get(theme) ?? new Map();
    stamps.set(theme, own);
    const key = `${mark.name} ${mark.radius} ${mark.certain} ${mark.site} ${ratio}`;
    const known = own.get(key);
    if (known) return known;
    const half = Math.ceil(mark.radius * 1.3 + 3);
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(2 * half * ratio);
    canvas.height = canvas.width;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    pen.scale(ratio, ratio);
    const middle = canvas.width / ratio / 2;
    paintGlyph(pen, {...mark, x: middle, y: middle}, theme);
    own.set(key, canvas);
    return canvas;
}
