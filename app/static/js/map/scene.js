/**
 * What there is to draw: the atlas on the plane, and the view of the moment.
 *
 * Places are projected once. Marks depend on the zoom and on what is shown, so they are kept
 * for the last zoom: panning draws again without clustering again.
 */
import {countryMarks} from './badges.js';
import {breaks} from './classes.js';
import {SOUTH, toPlane} from './crs.js';
import {fillFor} from './ground.js';
import {grouper} from './groups.js';
import {linksOf} from './links.js';
import {CLUSTER_ZOOM, pointMarks} from './marks.js';
import {outliner} from './outlines.js';
import {eastward} from './projection.js';
import {geography} from './topology.js';

/** @typedef {import('./types.js').Atlas} Atlas */
/** @typedef {import('./types.js').Country} Country */
/** @typedef {import('./types.js').MapRecord} MapRecord */
/** @typedef {import('./types.js').Shown} Shown */
/** @typedef {import('./marks.js').Mark} Mark */
/** @typedef {import('./marks.js').Placed} Placed */
/** @typedef {import('./theme.js').Theme} Theme */

/** @type {Shown} */
const NOTHING = {
    records: [], certain: new Set(), counts: new Map(), members: new Set(),
    layers: new Set(), selected: {},
};

export class Scene {
    /** @type {Shown} */
    shown = NOTHING;
    /** @type {import('./links.js').Link[]} */
    links = [];
    /** @type {{zoom: number, marks: Mark[]} | null} */
    #marks = null;
    /** @type {Map<MapRecord, Placed>} */
    #placed;
    #outlines;

    /**
     * @param {import('./topology.js').Topology} world
     * @param {Atlas} atlas
     * @param {(country: string) => string} labelFor
     */
    constructor(world, atlas, labelFor) {
        this.world = geography(world);
        this.#outlines = outliner(this.world);
        this.lowest = breaks(deploymentCounts(atlas.records).values());
        this.suppliers = new Map(atlas.suppliers.map((supplier) => [supplier.id, supplier]));
        this.countries = new Map(atlas.countries.map((country) => [country.id, country]));
        this.labelPoints = new Map(atlas.countries.map(
            (country) => [country.id, {...planePoint(country), area: country.area}]));
        this.names = atlas.countries
            .filter(({lat}) => lat > SOUTH)
            .map((country) => ({
                id: country.id,
                text: labelFor(country.id),
                ...planePoint(country),
                area: country.area,
                quiet: country.state === 'out-of-scope',
            }));
        this.micro = atlas.countries.filter(({micro}) => micro).map((country) => (
            {id: country.id, ...planePoint(country), quiet: country.state === 'out-of-scope'}));
        const groupOf = grouper(atlas.technologies, atlas.groups);
        this.#placed = new Map(atlas.records.flatMap((record) => placedOf(record, groupOf)));
    }

    /**
     * Go on with finer shapes of the same countries.
     * @param {import('./topology.js').Topology} world
     */
    refine(world) {
        this.world = geography(world);
        this.#outlines = outliner(this.world);
    }

    /** Whether nothing has been shown yet. */
    get fresh() {
        return this.shown === NOTHING;
    }

    /** @param {Shown} shown */
    show(shown) {
        this.shown = shown;
        this.#marks = null;
        this.links = linksOf(shown, this.suppliers);
    }

    /**
     * @param {number} zoom
     * @returns {Mark[]} in the order in which they are painted
     */
    marks(zoom) {
        if (this.#marks?.zoom === zoom) return this.#marks.marks;
        const {records, certain} = this.shown;
        /** @type {Placed[]} */
        const points = [];
        /** @type {MapRecord[]} */
        const countryWide = [];
        for (const record of records) {
            const placed = this.#placed.get(record);
            if (placed) points.push(placed);
            else countryWide.push(record);
        }
        const pointed = pointMarks(points, certain, zoom);
        const badged = zoom >= CLUSTER_ZOOM || !this.shown.layers.has('deployments');
        const marks = [
            ...(badged ? countryMarks(countryWide, this.labelPoints, zoom, pointed) : []),
            ...pointed,
        ];
        this.#marks = {zoom, marks};
        return marks;
    }

    /**
     * @param {MapRecord} record
     * @returns {Placed | undefined} undefined where only the country is known
     */
    placeOf(record) {
        return this.#placed.get(record);
    }

    /** @param {number} zoom */
    outlines(zoom) {
        return this.#outlines(zoom);
    }

    /** @param {string} country @param {Theme} theme */
    fillOf(country, theme) {
        const {counts, members, layers} = this.shown;
        const member = layers.has('memberships') && members.has(country);
        const state = this.countries.get(country)?.state ?? 'out-of-scope';
        return fillFor(state, counts.get(country) ?? 0, member, this.lowest, theme);
    }
}

/** @param {readonly MapRecord[]} records @returns {Map<string, number>} */
function deploymentCounts(records) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const {kind, country} of records) {
        if (kind === 'deployments') counts.set(country, (counts.get(country) ?? 0) + 1);
    }
    return counts;
}

/** @param {{lon: number, lat: number}} place */
function planePoint({lon, lat}) {
    const [x, y] = toPlane(eastward(lon), lat);
    return {x, y};
}

/**
 * @param {MapRecord} record
 * @param {(technologies: readonly string[]) => import('./groups.js').Group} groupOf
 * @returns {Array<[MapRecord, Placed]>} empty where only the country is known
 */
function placedOf(record, groupOf) {
    const {lon, lat, precision} = record;
    if (typeof lon !== 'number' || typeof lat !== 'number' || precision === 'country') return [];
    return [[record, {record, ...planePoint({lon, lat}), group: groupOf(record.technologies)}]];
}
