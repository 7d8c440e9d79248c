/**
 * The world's shapes as canvas paths, as detailed as a zoom can show and no more.
 *
 * Paths are in units of the plane and drawn through the canvas' own transformation, so a
 * new zoom costs no arithmetic; six levels of detail are made when first needed.
 */
import {NORTH, SOUTH, toPlane} from './crs.js';
import {thinned} from './topology.js';

/** @typedef {import('./topology.js').Geography} Geography */
/** @typedef {import('./topology.js').Arc} Arc */
/**
 * @typedef {object} Outlines
 * @property {Map<string, Path2D>} countries
 * @property {Path2D} coasts
 * @property {Path2D} borders
 * @property {Path2D} disputed
 * @property {Path2D} edge where the map ends in the west and in the east
 * @property {Path2D} net the graticule
 */

const FINEST = 7;
/** Points closer than this many pixels cannot be told apart. */
const GRAIN_PX = 0.55;

/**
 * @param {Geography} world
 * @returns {(zoom: number) => Outlines}
 */
export function outliner(world) {
    /** @type {Map<number, Outlines>} */
    const levels = new Map();
    return (zoom) => {
        const level = Math.max(1, Math.min(FINEST, Math.ceil(zoom)));
        const made = levels.get(level) ?? outlines(world, GRAIN_PX / 2 ** level);
        levels.set(level, made);
        return made;
    };
}

/** @param {Geography} world @param {number} grain @returns {Outlines} */
function outlines(world, grain) {
    const arcs = world.arcs.map((arc) => thinned(arc, grain));
    return {
        countries: new Map(world.shapes.map(({id, rings}) => [id, area(rings, arcs)])),
        coasts: lines(world.coasts, arcs),
        borders: lines(world.borders, arcs),
        disputed: lines(world.disputed, arcs),
        edge: edge(),
        net: graticule(30),
    };
}

/** @param {number[][]} rings @param {Arc[]} arcs @returns {Path2D} */
function area(rings, arcs) {
    const path = new Path2D();
    for (const ring of rings) {
        ring.forEach((signed, at) => {
            const arc = arcs[signed < 0 ? ~signed : signed];
            trace(path, arc, signed < 0, at === 0);
        });
        path.closePath();
    }
    return path;
}

/** @param {number[]} chosen @param {Arc[]} arcs @returns {Path2D} */
function lines(chosen, arcs) {
    const path = new Path2D();
    for (const arc of chosen) trace(path, arcs[arc], false, true);
    return path;
}

/**
 * @param {Path2D} path @param {Arc} arc
 * @param {boolean} reversed @param {boolean} fresh whether a new line begins
 */
function trace(path, arc, reversed, fresh) {
    const count = arc.length / 2;
    for (let step = 0; step < count; step += 1) {
        const at = 2 * (reversed ? count - 1 - step : step);
        if (step === 0 && fresh) path.moveTo(arc[at], arc[at + 1]);
        else path.lineTo(arc[at], arc[at + 1]);
    }
}

/** Latitudes at which a meridian is drawn through, as far as the map goes. */
const STEPS = Array.from({length: 59}, (_, step) => SOUTH + (step * (NORTH - SOUTH)) / 58);

/** @returns {Path2D} */
function edge() {
    const path = new Path2D();
    for (const lon of [-169, 191]) polyline(path, STEPS.map((lat) => toPlane(lon, lat)));
    return path;
}

/** @param {number} every degrees between lines @returns {Path2D} */
function graticule(every) {
    const path = new Path2D();
    for (let lon = -150; lon <= 180; lon += every) polyline(path, STEPS.map((lat) => toPlane(lon, lat)));
    for (let lat = -30; lat <= 60; lat += every) polyline(path, [toPlane(-169, lat), toPlane(191, lat)]);
    return path;
}

/** @param {Path2D} path @param {Array<[number, number]>} places */
function polyline(path, places) {
    places.forEach(([x, y], at) => (at ? path.lineTo(x, y) : path.moveTo(x, y)));
}
