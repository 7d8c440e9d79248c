/**
 * Equal Earth for Leaflet, and the views that Leaflet cannot compute by itself.
 *
 * `fitBounds` and `maxBounds` take a box of degrees for a box of the plane, which is wrong in
 * a projection that is not cylindrical. Views are therefore fitted as boxes of the plane, and
 * `boxBounds` answers Leaflet with each corner by itself, also where it lies beside the sphere.
 *
 * The plane is the map at zoom 0: x from 0 to 256 to the east, y downwards.
 */
import L from '../leaflet.js';
import {EXTENT, project, unproject} from './projection.js';

export const PLANE_WIDTH = 256;
export const PLANE_HEIGHT = (PLANE_WIDTH * EXTENT.y) / EXTENT.x;
const UNIT = PLANE_WIDTH / (2 * EXTENT.x);
const EARTH_RADIUS_KM = 6371;
/** The projection keeps areas: the root of a country's area is a true measure of its size. */
export const PLANE_PER_KM = UNIT / EARTH_RADIUS_KM;

/**
 * A box of the plane: left, top, right, bottom.
 * @typedef {[number, number, number, number]} Box
 */

/**
 * @param {number} lon degrees, already within 11 ± 180
 * @param {number} lat
 * @returns {[number, number]} place on the plane
 */
export function toPlane(lon, lat) {
    const [x, y] = project(lon, lat);
    return [(x + EXTENT.x) * UNIT, (EXTENT.y - y) * UNIT];
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]} longitude, not wrapped, and latitude
 */
export function fromPlane(x, y) {
    return unproject(x / UNIT - EXTENT.x, EXTENT.y - y / UNIT);
}

/** @returns {L.CRS} Equal Earth as Leaflet wants it */
export function equalEarth() {
    const half = 0.5 / EXTENT.x;
    const projection = {
        project: (/** @type {L.LatLng} */ place) => L.point(...project(place.lng, place.lat)),
        unproject: (/** @type {L.Point} */ point) => {
            const [lon, lat] = unproject(point.x, point.y);
            return L.latLng(lat, lon);
        },
        bounds: L.bounds([-EXTENT.x, -EXTENT.y], [EXTENT.x, EXTENT.y]),
    };
    return L.extend({}, L.CRS.Earth, {
        code: 'equal-earth-11e',
        projection,
        transformation: new L.Transformation(half, 0.5, -half, half * EXTENT.y),
        wrapLng: undefined,
        infinite: false,
    });
}

/**
 * @param {Box} box
 * @returns {L.LatLngBounds} whose four corners project to those of the box
 */
export function boxBounds([left, top, right, bottom]) {
    const corner = (/** @type {number} */ x, /** @type {number} */ y) => {
        const [lon, lat] = fromPlane(x, y);
        return L.latLng(lat, lon);
    };
    const bounds = L.latLngBounds(corner(left, bottom), corner(right, top));
    bounds.getNorthWest = () => corner(left, top);
    bounds.getSouthEast = () => corner(right, bottom);
    return bounds;
}

/** The northernmost and the southernmost latitude shown: there are no records in the Antarctic. */
export const NORTH = 83.6;
export const SOUTH = -57;

/**
 * The part of the world that is shown at all.
 * @returns {Box}
 */
export function inhabitedWorld() {
    return [0, toPlane(0, NORTH)[1], PLANE_WIDTH, toPlane(0, SOUTH)[1]];
}

/**
 * The view that shows a box of the plane whole, as large as may be.
 * @param {Box} box
 * @param {{x: number, y: number}} size the map's size in pixels
 * @param {{padding?: number, maxZoom?: number}} [options] padding in pixels on each side
 * @returns {{zoom: number, lon: number, lat: number}}
 */
export function viewOf([left, top, right, bottom], size, {padding = 0, maxZoom = 9} = {}) {
    const room = (/** @type {number} */ pixels) => Math.max(1, pixels - 2 * padding);
    const fit = Math.min(
        room(size.x) / Math.max(1e-9, right - left),
        room(size.y) / Math.max(1e-9, bottom - top),
    );
    const [lon, lat] = fromPlane((left + right) / 2, (top + bottom) / 2);
    return {zoom: Math.min(maxZoom, Math.log2(fit)), lon, lat};
}
