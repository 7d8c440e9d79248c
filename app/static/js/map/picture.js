/**
 * The three sheets of the map, one above the other: the ground, outlines of what is pointed
 * at or selected, and marks with names. Pointing redraws the middle one only.
 */
import {DOT_RADIUS_PX, paintGround} from './ground.js';
import {paintLinks} from './links.js';
import {paintNames, placeNames} from './labels.js';
import {Occupancy} from './occupancy.js';
import {paintMarks, positionOf} from './painter.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./surface.js').Frame} Frame */
/** @typedef {import('./theme.js').Theme} Theme */
/** @typedef {import('./marks.js').Mark} Mark */

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {Scene} scene
 * @param {Theme} theme
 */
export function paintBase(pen, frame, scene, theme) {
    paintGround(pen, frame, {
        shapes: scene.world.shapes,
        outlines: scene.outlines(frame.zoom),
        micro: scene.micro,
        fillOf: (country) => scene.fillOf(country, theme),
        theme,
    });
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Frame} frame @param {Scene} scene @param {Theme} theme
 * @param {string | null} pointed the country under the pointer
 */
export function paintOutlines(pen, frame, scene, theme, pointed) {
    const selected = scene.shown.selected.country ?? null;
    if (pointed && pointed !== selected) paintOutline(pen, frame, scene, pointed, theme.ink, 1.2);
    if (!selected) return;
    paintOutline(pen, frame, scene, selected, theme.halo, 4.5);
    paintOutline(pen, frame, scene, selected, theme.selection, 2.4);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {Scene} scene
 * @param {string} country
 * @param {string} colour
 * @param {number} width
 */
function paintOutline(pen, {scale, left, top, zoom}, scene, country, colour, width) {
    pen.save();
    pen.translate(-left, -top);
    pen.scale(scale, scale);
    pen.strokeStyle = colour;
    pen.lineJoin = 'round';
    pen.lineWidth = width / scale;
    const shape = scene.outlines(zoom).countries.get(country);
    if (shape) pen.stroke(shape);
    const dot = scene.micro.find(({id}) => id === country);
    if (dot) {
        pen.beginPath();
        pen.arc(dot.x, dot.y, (DOT_RADIUS_PX + 1.5) / scale, 0, 2 * Math.PI);
        pen.stroke();
    }
    pen.restore();
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Frame} frame @param {Scene} scene @param {Theme} theme
 * @param {(count: number) => string} number
 */
export function paintSheet(pen, frame, scene, theme, number) {
    const marks = scene.marks(frame.zoom);
    const taken = new Occupancy(frame.width, frame.height);
    for (const mark of marks) {
        const {x, y} = positionOf(mark, frame);
        taken.take(x - mark.halfWidth, y - mark.halfHeight, x + mark.halfWidth, y + mark.halfHeight);
    }
    const names = placeNames(scene.names, frame, taken, measurer(pen, theme), scene.shown.selected.country ?? null);
    paintLinks(pen, frame, scene.links, theme);
    paintMarks(pen, frame, marks, theme, number);
    paintNames(pen, names, theme, (country) => scene.fillOf(country, theme).colour);
    paintSelected(pen, frame, scene, marks, theme);
}

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Theme} theme
 * @returns {(text: string, size: number) => number}
 */
function measurer(pen, {font}) {
    return (text, size) => {
        const key = `${size} ${font} ${text}`;
        const known = widths.get(key);
        if (known !== undefined) return known;
        pen.font = `500 ${size}px ${font}`;
        const {width} = pen.measureText(text);
        widths.set(key, width);
        return width;
    };
}

/**
 * A ring around the mark that holds the selected record.
 * @param {CanvasRenderingContext2D} pen
 * @param {Frame} frame
 * @param {Scene} scene
 * @param {readonly Mark[]} marks
 * @param {Theme} theme
 */
function paintSelected(pen, frame, {shown: {selected}}, marks, theme) {
    const mark = selected.record && marks.find(({records}) => records.some(({id}) => id === selected.record));
    if (!mark) return;
    const {x, y} = positionOf(mark, frame);
    const across = mark.halfWidth + 5;
    const down = mark.halfHeight + 5;
    for (const [colour, width] of /** @type {const} */ ([[theme.halo, 5], [theme.selection, 2.5]])) {
        pen.beginPath();
        pen.roundRect(x - across, y - down, 2 * across, 2 * down, down);
        pen.strokeStyle = colour;
        pen.lineWidth = width;
        pen.stroke();
    }
}
