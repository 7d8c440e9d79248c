/**
 * Equal Earth (Šavrič, Patterson and Jenny 2018) on the unit sphere, seen from 11° E.
 *
 * Longitudes are not wrapped: beside the sphere the formula simply runs on, so that the
 * inverse is exact for every point of the plane. Leaflet needs that for its bounds.
 * Whoever brings a longitude from outside passes it through `eastward` first.
 */

/** Cut at 169° W, in the Bering Strait: Russia stays whole. */
export const CENTRAL_MERIDIAN = 11;

const RADIANS = Math.PI / 180;
const A1 = 1.340264;
const A2 = -0.081106;
const A3 = 0.000893;
const A4 = 0.003796;
const ROOT = Math.sqrt(3) / 2;

/** @param {number} t the parametric latitude @returns {number} height above the equator */
const height = (t) => {
    const t2 = t * t;
    return t * (A1 + A2 * t2 + t2 ** 3 * (A3 + A4 * t2));
};

/** @param {number} t the parametric latitude @returns {number} how fast the height grows */
const slope = (t) => {
    const t2 = t * t;
    return A1 + 3 * A2 * t2 + t2 ** 3 * (7 * A3 + 9 * A4 * t2);
};

/** Half the width and half the height of the projected sphere. */
export const EXTENT = Object.freeze({
    x: Math.PI / (ROOT * A1),
    y: height(Math.asin(ROOT)),
});

/**
 * @param {number} lon degrees, 11 ± 180 on the sphere
 * @param {number} lat degrees; beyond a pole it counts as the pole
 * @returns {[number, number]} x to the east and y to the north, in radii of the sphere
 */
export function project(lon, lat) {
    const sine = Math.sin(Math.max(-90, Math.min(90, lat)) * RADIANS);
    const t = Math.asin(ROOT * sine);
    const x = ((lon - CENTRAL_MERIDIAN) * RADIANS * Math.cos(t)) / (ROOT * slope(t));
    return [x, height(t)];
}

/**
 * @param {number} x
 * @param {number} y beyond a pole it counts as the pole
 * @returns {[number, number]} longitude, not wrapped, and latitude in degrees
 */
export function unproject(x, y) {
    const inside = Math.max(-EXTENT.y, Math.min(EXTENT.y, y));
    let t = inside / A1;
    for (let turn = 0; turn < 12; turn += 1) {
        const step = (height(t) - inside) / slope(t);
        t -= step;
        if (Math.abs(step) < 1e-13) break;
    }
    const lat = Math.asin(Math.max(-1, Math.min(1, Math.sin(t) / ROOT))) / RADIANS;
    const lon = (x * ROOT * slope(t)) / Math.cos(t) / RADIANS + CENTRAL_MERIDIAN;
    return [lon, lat];
}

/**
 * @param {number} lon any longitude
 * @returns {number} the same meridian within -169 (counted) and 191 (not counted)
 */
export function eastward(lon) {
    return around(lon, CENTRAL_MERIDIAN - 180);
}

/**
 * @param {number} lon any longitude
 * @returns {number} the same meridian within -180 (counted) and 180 (not counted)
 */
export function customary(lon) {
    return around(lon, -180);
}

/** @param {number} lon @param {number} west @returns {number} */
function around(lon, west) {
    if (lon >= west && lon < west + 360) return lon;
    return ((((lon - west) % 360) + 360) % 360) + west;
}
