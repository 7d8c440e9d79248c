/**
 * Supply links: great circles from a supplier's head office to the places it supplied.
 */
import {toPlane} from './crs.js';
import {eastward} from './projection.js';

/** @typedef {[number, number]} LonLat */
/** @typedef {Array<[number, number]>} PlaneLine */
/** @typedef {import('./types.js').MapRecord} MapRecord */
/** @typedef {import('./types.js').Shown} Shown */
/** @typedef {import('./types.js').Supplier} Supplier */
/** @typedef {{from: [number, number], lines: PlaneLine[], certain: boolean}} Link */

const RADIANS = Math.PI / 180;
const STEPS = 64;
/** More links than this are drawn finer. */
const FEW = 12;

/**
 * The shortest way between two places, as lines of the plane: two where it crosses the map's edge.
 * @param {LonLat} from
 * @param {LonLat} to
 * @returns {PlaneLine[]}
 */
export function greatCircle(from, to) {
    const [start, end] = [onSphere(from), onSphere(to)];
    const angle = Math.acos(Math.max(-1, Math.min(1, dot(start, end))));
    /** @type {PlaneLine[]} */
    const lines = [[]];
    let before = eastward(from[0]);
    for (let step = 0; step <= STEPS; step += 1) {
        const [lon, lat] = angle < 1e-9 ? from : between(start, end, angle, step / STEPS);
        const east = eastward(lon);
        if (Math.abs(east - before) > 180) lines.push([]);
        lines[lines.length - 1].push(toPlane(east, lat));
        before = east;
    }
    return lines.filter((line) => line.length > 1);
}

/** @param {LonLat} place @returns {number[]} unit vector */
function onSphere([lon, lat]) {
    const [l, p] = [lon * RADIANS, lat * RADIANS];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}

/** @param {number[]} a @param {number[]} b */
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/**
 * @param {number[]} start
 * @param {number[]} end
 * @param {number} angle
 * @param {number} part
 * @returns {LonLat}
 */
function between(start, end, angle, part) {
    const near = Math.sin((1 - part) * angle) / Math.sin(angle);
    const far = Math.sin(part * angle) / Math.sin(angle);
    const [x, y, z] = start.map((value, axis) => near * value + far * end[axis]);
    return [Math.atan2(y, x) / RADIANS, Math.asin(Math.max(-1, Math.min(1, z))) / RADIANS];
}

/**
 * The links that a selection asks for: of one supplier, one record or one country.
 * @param {Shown} shown
 * @param {ReadonlyMap<string, Supplier>} suppliers
 * @returns {Link[]}
 */
export function linksOf(shown, suppliers) {
    if (!shown.layers.has('supply-links')) return [];
    return shown.records.filter((record) => asked(record, shown.selected)).flatMap((record) => {
        const own = record.suppliers.filter((id) => !shown.selected.supplier || id === shown.selected.supplier);
        return own.flatMap((id) => linkOf(record, suppliers.get(id), shown.certain.has(record)));
    });
}

/** @param {MapRecord} record @param {import('./types.js').Selected} selected */
function asked(record, {supplier, record: id, country}) {
    if (record.kind !== 'deployments') return false;
    if (supplier) return record.suppliers.includes(supplier);
    return id ? record.id === id : country === record.country;
}

/**
 * @param {MapRecord} record
 * @param {Supplier | undefined} supplier
 * @param {boolean} certain
 * @returns {Link[]}
 */
function linkOf({lon, lat}, supplier, certain) {
    if (typeof lon !== 'number' || typeof lat !== 'number') return [];
    if (typeof supplier?.lon !== 'number' || typeof supplier.lat !== 'number') return [];
    const lines = greatCircle([supplier.lon, supplier.lat], [lon, lat]);
    return lines.length ? [{from: lines[0][0], lines, certain}] : [];
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import('./surface.js').Frame} frame
 * @param {readonly Link[]} links
 * @param {import('./theme.js').Theme} theme
 */
export function paintLinks(pen, {scale, left, top}, links, theme) {
    const at = (/** @type {[number, number]} */ [x, y]) => /** @type {const} */ ([x * scale - left, y * scale - top]);
    pen.lineCap = 'round';
    for (const {lines, certain} of links) {
        const path = new Path2D();
        for (const [first, ...rest] of lines) {
            path.moveTo(...at(first));
            for (const place of rest) path.lineTo(...at(place));
        }
        pen.strokeStyle = theme.selection;
        pen.globalAlpha = links.length > FEW ? 0.7 : 1;
        pen.lineWidth = links.length > FEW ? 0.9 : 1.5;
        pen.setLineDash(certain ? [] : [4, 3]);
        pen.stroke(path);
    }
    pen.globalAlpha = 1;
    pen.setLineDash([]);
    for (const {from} of links) paintOffice(pen, ...at(from), theme);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} x
 * @param {number} y
 * @param {import('./theme.js').Theme} theme
 */
function paintOffice(pen, x, y, theme) {
    pen.beginPath();
    pen.arc(x, y, 5, 0, 2 * Math.PI);
    pen.fillStyle = theme.halo;
    pen.fill();
    pen.strokeStyle = theme.selection;
    pen.lineWidth = 2;
    pen.stroke();
    pen.beginPath();
    pen.arc(x, y, 1.8, 0, 2 * Math.PI);
    pen.fillStyle = theme.selection;
    pen.fill();
}
