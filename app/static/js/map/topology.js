/**
 * The base map's shapes: TopoJSON decoded once to arcs on the plane.
 *
 * Shapes stay lists of arcs instead of rings. Neighbours share an arc, so an arc that is
 * simplified once fits on both sides, each border is stroked once, and whether a place
 * lies in a country is a count of crossings in which the order of arcs does not matter.
 */
import {toPlane} from './crs.js';

/** @typedef {import('./crs.js').Box} Box */
/** @typedef {Float64Array} Arc x and y by turns */
/**
 * @typedef {object} Shape
 * @property {string} id ISO 3166-1 alpha-3
 * @property {number[][]} rings arcs of each ring; a negative one, ~i, is arc i reversed
 * @property {Box} box
 * @property {Box} main the box of its largest polygon
 */
/**
 * @typedef {object} Geography
 * @property {Arc[]} arcs
 * @property {Shape[]} shapes
 * @property {number[]} coasts arcs that one country has
 * @property {number[]} borders arcs that two countries share
 * @property {number[]} disputed
 */
/**
 * What is read of a TopoJSON document.
 * @typedef {object} Topology
 * @property {number[][][]} arcs
 * @property {{scale: number[], translate: number[]}} [transform]
 * @property {Record<string, {geometries: TopoGeometry[]}>} objects
 */
/** @typedef {{type: string | null, id?: string | number, arcs?: any}} TopoGeometry */

/** It has no records, and no place on a map that ends at 57° S. */
const ANTARCTICA = 'ATA';

/**
 * @param {Topology} topology
 * @returns {Geography}
 */
export function geography(topology) {
    const arcs = topology.arcs.map((arc) => planeArc(arc, topology.transform));
    const shapes = (topology.objects.countries?.geometries ?? [])
        .filter(({id, arcs: used}) => used?.length > 0 && id !== ANTARCTICA)
        .map((geometry) => shapeOf(geometry, arcs));
    const owners = new Uint8Array(arcs.length);
    for (const shape of shapes) for (const arc of new Set(shape.rings.flat().map(index))) owners[arc] += 1;
    const having = (/** @type {(n: number) => boolean} */ test) =>
        [...owners.keys()].filter((arc) => test(owners[arc]));
    return {
        arcs,
        shapes,
        coasts: having((count) => count === 1),
        borders: having((count) => count > 1),
        disputed: (topology.objects.disputed?.geometries ?? []).flatMap(
            (line) => (line.arcs ?? []).flat().map(index)),
    };
}

/** @param {number} arc @returns {number} */
const index = (arc) => (arc < 0 ? ~arc : arc);

/**
 * @param {number[][]} arc
 * @param {Topology['transform']} transform absent when coordinates are plain degrees
 * @returns {Arc}
 */
function planeArc(arc, transform) {
    const places = new Float64Array(arc.length * 2);
    let x = 0;
    let y = 0;
    arc.forEach(([dx, dy], at) => {
        [x, y] = transform ? [x + dx, y + dy] : [dx, dy];
        const lon = transform ? x * transform.scale[0] + transform.translate[0] : x;
        const lat = transform ? y * transform.scale[1] + transform.translate[1] : y;
        places.set(toPlane(lon, lat), at * 2);
    });
    return places;
}

/** @param {TopoGeometry} geometry @param {Arc[]} arcs @returns {Shape} */
function shapeOf(geometry, arcs) {
    /** @type {number[][][]} */
    const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs;
    const boxes = polygons.map((rings) => boxOf(rings[0].map((arc) => arcs[index(arc)])));
    const area = (/** @type {Box} */ box) => (box[2] - box[0]) * (box[3] - box[1]);
    return {
        id: String(geometry.id),
        rings: polygons.flat(),
        box: boxes.reduce(around),
        main: boxes.reduce((one, other) => (area(other) > area(one) ? other : one)),
    };
}

/** @param {Arc[]} arcs @returns {Box} */
export function boxOf(arcs) {
    /** @type {Box} */
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const arc of arcs) {
        for (let at = 0; at < arc.length; at += 2) {
            box[0] = Math.min(box[0], arc[at]);
            box[1] = Math.min(box[1], arc[at + 1]);
            box[2] = Math.max(box[2], arc[at]);
            box[3] = Math.max(box[3], arc[at + 1]);
        }
    }
    return box;
}

/** @param {Box} a @param {Box} b @returns {Box} */
function around(a, b) {
    return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** @param {Box} a @param {Box} b @returns {boolean} whether they touch */
export function meet(a, b) {
    return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/**
 * The country in which a place of the plane lies.
 * @param {Geography} world
 * @param {number} x
 * @param {number} y
 * @returns {string | null}
 */
export function countryAt({arcs, shapes}, x, y) {
    const found = shapes.find(
        (shape) => meet(shape.box, [x, y, x, y]) && crossings(shape, arcs, x, y) % 2 === 1);
    return found ? found.id : null;
}

/**
 * How many edges a ray to the east meets.
 * @param {Shape} shape @param {Arc[]} arcs @param {number} x @param {number} y
 * @returns {number}
 */
function crossings(shape, arcs, x, y) {
    let count = 0;
    for (const ring of shape.rings) {
        for (const signed of ring) {
            const arc = arcs[index(signed)];
            for (let at = 2; at < arc.length; at += 2) {
                const [ax, ay, bx, by] = [arc[at - 2], arc[at - 1], arc[at], arc[at + 1]];
                if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) count += 1;
            }
        }
    }
    return count;
}

/**
 * An arc without the points that lie within a distance of the last one kept; ends stay.
 * @param {Arc} arc
 * @param {number} distance in units of the plane
 * @returns {Arc}
 */
export function thinned(arc, distance) {
    const kept = [arc[0], arc[1]];
    const last = arc.length - 2;
    for (let at = 2; at < last; at += 2) {
        const dx = arc[at] - kept[kept.length - 2];
        const dy = arc[at + 1] - kept[kept.length - 1];
        if (dx * dx + dy * dy >= distance * distance) kept.push(arc[at], arc[at + 1]);
    }
    kept.push(arc[last], arc[last + 1]);
    return Float64Array.from(kept);
}
