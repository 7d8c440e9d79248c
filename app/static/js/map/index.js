/**
 * The map: Leaflet for moving about, canvases of our own for everything that is seen.
 *
 * It keeps no state of the view beyond where it looks: `show` is handed what to draw, and what
 * the reader does comes back as `select` and `view`.
 */
import {boxView, createBoard, farthestZoom, worldView} from './board.js';
import {legendOf} from './legend.js';
import {paintBase, paintOutlines, paintSheet} from './picture.js';
import {pick} from './pointing.js';
import {customary, eastward} from './projection.js';
import {Scene} from './scene.js';
import {addButtons, cooperate, watchKeys} from './steering.js';
import {Surface} from './surface.js';
import {readTheme} from './theme.js';
import {saying, Tooltip} from './tooltip.js';
import {wordsOr} from './words.js';

/** @typedef {import('./types.js').MapRecord} MapRecord */
/** @typedef {import('./types.js').Shown} Shown */
/** @typedef {import('./types.js').View} View */
/** @typedef {{country: string | null, records: MapRecord[]}} Selection */
/** @typedef {View & {world: boolean}} Moved where the reader has gone; `world` is the first view */
/**
 * @typedef {object} MapOptions
 * @property {import('./topology.js').Topology} world
 * @property {import('./types.js').Atlas} atlas
 * @property {(country: string) => string} labelFor names a country in the page's language
 * @property {(key: string, values?: Record<string, string | number>) => string | undefined} [words]
 * @property {(count: number) => string} [number] writes a count in the page's language
 * @property {boolean} [embed]
 * @property {boolean} [cooperative] whether wheel and one finger belong to the page; as `embed`
 * @property {boolean} [reducedMotion]
 * @property {() => Promise<import('./topology.js').Topology>} [refine] brings finer shapes, when they are needed
 * @property {() => Promise<unknown>} [titles] fills in the titles that records came without
 */

/** How near `focus` brings the reader to a country and to a place. */
const COUNTRY_ZOOM = 6;
const PLACE_ZOOM = 5.5;
const MAX_ZOOM = 9;
/** From here on the corners of coarse shapes show. */
const REFINE_ZOOM = 3;
/** Members of a cluster nearer than this at the largest zoom cannot be drawn apart. */
const APART_PX = 40;
/** Leaflet moves by whole pixels, which are this many degrees on the smallest map. */
const NEAR_DEGREES = 1.5;

/**
 * @param {HTMLElement} container an element with a height
 * @param {MapOptions} options
 * @returns {AtlasMap}
 */
export function createMap(container, options) {
    return new AtlasMap(container, options);
}

export class AtlasMap {
    #container;
    #options;
    #words;
    #number;
    #scene;
    #map;
    #theme;
    #tooltip;
    #ground;
    #outlines;
    #sheet;
    /** @type {{select: Set<(selection: Selection) => void>, view: Set<(view: Moved) => void>}} */
    #listeners = {select: new Set(), view: new Set()};
    /** @type {string | null} */
    #pointed = null;
    /** @type {{x: number, y: number} | null} */
    #pointedAt = null;
    /** Whether the move under way is ours and not the reader's. */
    #ours = false;
    /** Whether the whole world is shown, which a new size must keep. */
    #home = true;
    #zooming = false;
    #refining = false;
    #cover = {left: 0, right: 0, top: 0, bottom: 0};
    #off = new AbortController();

    /** @param {HTMLElement} container @param {MapOptions} options */
    constructor(container, options) {
        this.#container = container;
        this.#options = options;
        this.#words = wordsOr(options.words);
        this.#number = options.number ?? String;
        this.#scene = new Scene(options.world, options.atlas, options.labelFor);
        this.#map = createBoard(container, options.reducedMotion ?? false);
        this.#describe();
        this.#theme = readTheme(container);
        this.#tooltip = new Tooltip(container);
        this.#ground = this.#surface('atlas-ground', (pen, frame) => paintBase(pen, frame, this.#scene, this.#theme));
        this.#outlines = this.#surface('atlas-outlines',
            (pen, frame) => paintOutlines(pen, frame, this.#scene, this.#theme, this.#pointed));
        this.#sheet = this.#surface('atlas-sheet',
            (pen, frame) => paintSheet(pen, frame, this.#scene, this.#theme, this.#number));
        this.#listen();
        this.fitWorld();
    }

    /** @param {string} pane @param {import('./surface.js').Painter} paint */
    #surface(pane, paint) {
        return new Surface(this.#map, pane, paint);
    }

    #describe() {
        this.#container.classList.add('atlas-canvas-map');
        this.#container.dir = 'ltr';
        this.#container.setAttribute('role', 'region');
        this.#container.setAttribute('aria-label', this.#words('map.label'));
        const aim = document.createElement('div');
        aim.className = 'atlas-aim';
        aim.setAttribute('aria-hidden', 'true');
        this.#container.append(aim);
        addButtons(this.#container, this.#words, {
            zoomBy: (levels) => this.#map.setZoom(this.#map.getZoom() + levels),
            wholeWorld: () => this.#go(worldView(this.#map), true),
        });
    }

    #listen() {
        const {signal} = this.#off;
        this.#map.on('moveend', this.#moved, this);
        this.#map.on('zoomanim', () => {
            this.#zooming = true;
        });
        this.#map.on('zoomend', () => {
            this.#zooming = false;
        });
        this.#map.on('click', (event) => this.#choose(event.containerPoint));
        this.#map.on('mousemove', (event) => this.#point(event.containerPoint));
        this.#map.on('mouseout movestart', () => this.#point(null));
        watchKeys(this.#container, signal);
        this.#container.addEventListener('keydown', (event) => this.#press(event), {signal});
        this.#container.addEventListener('blur', () => this.#point(null), {signal});
        if (this.#options.cooperative ?? this.#options.embed) cooperate(this.#map, this.#words);
        matchMedia('(forced-colors: active)').addEventListener('change', () => this.restyle(), {signal});
        const watcher = new ResizeObserver(() => this.resize());
        watcher.observe(this.#container);
        signal.addEventListener('abort', () => watcher.disconnect());
    }

    /**
     * Draw a view. The first time, marks and names follow the ground in a task of their own:
     * on a slow phone the page answers to a tap in between.
     * @param {Shown} shown
     */
    show(shown) {
        const outlined = this.#scene.shown.selected.country;
        const first = this.#scene.fresh;
        this.#scene.show(shown);
        this.#ground.wake();
        if (first) setTimeout(() => this.#off.signal.aborted || this.#sheet.wake());
        else this.#sheet.wake();
        if (outlined !== shown.selected.country) this.#outlines.wake();
    }

    /**
     * @template {'select' | 'view'} Name
     * @param {Name} name
     * @param {Name extends 'select' ? (selection: Selection) => void : (view: Moved) => void} listener
     */
    on(name, listener) {
        /** @type {Set<any>} */ (this.#listeners[name]).add(listener);
    }

    /** @param {View} view */
    setView(view) {
        this.#home = false;
        this.#go({...view, lon: eastward(view.lon)}, false);
    }

    /** Show the whole world, and keep it whole when the size changes. */
    fitWorld() {
        this.#go(worldView(this.#map), false);
        this.#home = true;
    }

    /**
     * Bring a country or a record into view.
     * @param {string | MapRecord} target ISO 3166-1 alpha-3, or a record
     */
    focus(target) {
        const placed = typeof target === 'string' ? undefined : this.#scene.placeOf(target);
        if (!placed) {
            this.#focusCountry(typeof target === 'string' ? target : target.country);
            return;
        }
        this.#home = false;
        const zoom = Math.max(PLACE_ZOOM, this.#map.getZoom());
        this.#go(boxView(this.#map, [placed.x, placed.y, placed.x, placed.y], zoom, this.#cover), false);
    }

    /**
     * Say what of the map lies under other things, so that `focus` shows its target beside them.
     * @param {{left?: number, right?: number, top?: number, bottom?: number}} cover pixels
     */
    reserve({left = 0, right = 0, top = 0, bottom = 0}) {
        this.#cover = {left, right, top, bottom};
    }

    /** @param {string} country */
    #focusCountry(country) {
        const shape = this.#scene.world.shapes.find(({id}) => id === country);
        const point = this.#scene.labelPoints.get(country);
        const box = shape?.main ?? (point && /** @type {const} */ ([point.x, point.y, point.x, point.y]));
        if (!box) return;
        this.#home = false;
        this.#go(boxView(this.#map, [...box], COUNTRY_ZOOM, this.#cover), false);
    }

    /** Read the colours again and draw with them. */
    restyle() {
        this.#theme = readTheme(this.#container);
        for (const surface of [this.#ground, this.#outlines, this.#sheet]) surface.draw();
    }

    /** Fit the map to its container's new size; nothing happens when the size is the old one. */
    resize() {
        const before = this.#map.getSize();
        this.#ours = true;
        this.#map.invalidateSize({animate: false, pan: !this.#home});
        this.#ours = false;
        if (this.#map.getSize().equals(before)) return;
        if (this.#home) this.fitWorld();
        else this.#limit();
        this.restyle();
    }

    /** What is on the map now, with a picture of each. */
    legend() {
        return legendOf(this.#scene, this.#theme, this.#words, this.#number);
    }

    /** Take the map and its listeners away. */
    destroy() {
        this.#off.abort();
        this.#map.remove();
    }

    #limit() {
        this.#map.setMinZoom(farthestZoom(this.#map));
    }

    /**
     * @param {View} view with a longitude within 11 ± 180
     * @param {boolean} reader whether the reader asked
     */
    #go({zoom, lat, lon}, reader) {
        if (this.#map.getSize().x === 0) return;
        // Leaflet ends an animated zoom where it was heading, whatever was asked in between.
        if (this.#zooming) {
            this.#map.once('zoomend', () => this.#go({zoom, lat, lon}, reader));
            return;
        }
        this.#ours = !reader;
        this.#map.setView([lat, lon], zoom, {animate: reader && !this.#options.reducedMotion});
        this.#limit();
        this.#ours = false;
    }

    #moved() {
        void this.#refine();
        if (document.activeElement === this.#container && this.#container.classList.contains('atlas-keyed')) {
            this.#point(this.#map.getSize().divideBy(2));
        }
        if (this.#ours) return;
        this.#home = this.#isWorld();
        const {lat, lng} = this.#map.getCenter();
        const view = {zoom: this.#map.getZoom(), lat, lon: customary(lng), world: this.#home};
        for (const listener of this.#listeners.view) listener(view);
    }

    /** Ask for finer shapes once the reader is near enough to need them; ask again if they fail. */
    async #refine() {
        const {refine} = this.#options;
        if (!refine || this.#refining || this.#map.getZoom() < REFINE_ZOOM) return;
        this.#refining = true;
        try {
            this.#scene.refine(await refine());
            this.restyle();
        } catch {
            // The coarse shapes stay; the next move tries again.
            this.#refining = false;
        }
    }

    #isWorld() {
        const {zoom, lat, lon} = worldView(this.#map);
        const {lat: here, lng} = this.#map.getCenter();
        const moved = Math.hypot(here - lat, lng - lon);
        return Math.abs(this.#map.getZoom() - zoom) < 0.01 && moved < NEAR_DEGREES;
    }

    /** @param {{x: number, y: number}} point in pixels of the container */
    #pick(point) {
        const corner = this.#map.getPixelBounds().getTopLeft();
        const zoom = this.#map.getZoom();
        return pick(this.#scene, {left: corner.x, top: corner.y, scale: 2 ** zoom, zoom}, point);
    }

    /** @param {{x: number, y: number} | null} point null when the pointer has left */
    #point(point) {
        const picked = point && this.#pick(point);
        this.#pointedAt = point;
        if (picked && point) this.#fillTitle(picked, point);
        const said = picked && saying(picked, this.#scene, this.#options.labelFor, this.#words);
        if (point) this.#tooltip.show(said, point);
        else this.#tooltip.hide();
        this.#container.classList.toggle('atlas-over', said !== null);
        const country = picked?.country ?? null;
        if (country === this.#pointed) return;
        this.#pointed = country;
        this.#outlines.wake();
    }

    /**
     * @param {import('./pointing.js').Pick} picked
     * @param {{x: number, y: number}} point
     */
    #fillTitle({mark}, point) {
        if (mark?.records.length !== 1 || mark.records[0].title) return;
        this.#options.titles?.().then(() => {
            if (this.#pointedAt === point && mark.records[0].title) this.#point(point);
        }, () => undefined);
    }

    /** @param {{x: number, y: number}} point in pixels of the container */
    #choose(point) {
        const {mark, country} = this.#pick(point);
        if (mark?.form === 'cluster' && this.#open(mark.records)) return;
        const selection = {country, records: mark ? mark.records : []};
        for (const listener of this.#listeners.select) listener(selection);
    }

    /**
     * Zoom in on the places of a cluster.
     * @param {MapRecord[]} records
     * @returns {boolean} false where no zoom would part them
     */
    #open(records) {
        const places = records.flatMap((record) => this.#scene.placeOf(record) ?? []);
        const across = places.map(({x}) => x);
        const down = places.map(({y}) => y);
        /** @type {import('./crs.js').Box} */
        const box = [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
        if (Math.max(box[2] - box[0], box[3] - box[1]) * 2 ** MAX_ZOOM < APART_PX) return false;
        this.#go(boxView(this.#map, box, MAX_ZOOM, this.#cover), true);
        return true;
    }

    /** @param {KeyboardEvent} event */
    #press(event) {
        if (event.target !== this.#container || event.key !== 'Enter') return;
        event.preventDefault();
        this.#choose(this.#map.getSize().divideBy(2));
    }
}
