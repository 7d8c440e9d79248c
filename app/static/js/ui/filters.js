/**
 * The filters: facets that count what the other filters leave, chips, and the sheet that
 * holds them on a narrow screen. The form is the server's; this listens and keeps it true.
 */
import {all, make, need} from '../dom.js';
import {FACETS, LAYERS, WHOLE} from '../view.js';

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../matching.js').Findings} Findings */
/** @typedef {import('../view.js').View} View */

/** @param {Context} context */
export function createFilters(context) {
    const form = need('#filters');
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('change', (event) => choose(context, form, event));
    form.addEventListener('input', (event) => narrow(event));
    form.addEventListener('click', (event) => drop(context, event));
    need('#reset').addEventListener('click', (event) => reset(context, event));
    closeOnLeaving(form);
    const sheet = createSheet();
    return {
        /** @param {View} view @param {Findings} findings */
        draw(view, findings) {
            for (const details of all('details[data-facet]', form)) {
                drawFacet(details, view, findings, context);
            }
            drawChips(context, view);
            sheet.draw(view, context);
        }
    };
}

/**
 * @param {Context} context
 * @param {Element} form
 * @param {Event} event
 */
function choose(context, form, event) {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (box.type !== 'checkbox') return;
    const boxes = /** @type {HTMLInputElement[]} */ (all(`input[name="${box.name}"]`, form));
    const chosen = boxes.filter(({checked}) => checked).map(({value}) => value);
    const values = box.name === 'layers' ? LAYERS.filter((id) => chosen.includes(id)) : chosen.sort();
    context.address.go({[box.name]: values});
}

/** @param {Event} event */
function narrow({target}) {
    const field = /** @type {HTMLInputElement} */ (target);
    if (!field.classList.contains('narrow')) return;
    const wanted = field.value.trim().toLowerCase();
    for (const item of all('.choices li', field.closest('fieldset') ?? field)) {
        item.hidden = !item.textContent?.toLowerCase().includes(wanted);
    }
}

/**
 * @param {Context} context
 * @param {Event} event on a chip
 */
function drop({address}, event) {
    const chip = /** @type {HTMLElement | null} */ (
        /** @type {Element} */ (event.target).closest('a.chip')
    );
    if (!chip) return;
    event.preventDefault();
    const facet = /** @type {keyof View} */ (chip.dataset['facet']);
    const listed = FACETS.find((name) => name === facet);
    const rest = listed && address.view[listed].filter((value) => value !== chip.dataset['value']);
    address.go({[facet]: rest ?? WHOLE[facet]});
    (all('.chip')[0] ?? need('#filters summary')).focus();
}

/**
 * @param {Context} context
 * @param {Event} event
 */
function reset({address}, event) {
    event.preventDefault();
    const {lang, theme, form, view} = address.view;
    address.go({...WHOLE, lang, theme, form, view});
    need('#filters summary').focus();
}

/**
 * @param {HTMLElement} details
 * @param {View} view
 * @param {Findings} findings
 * @param {Context} context
 */
function drawFacet(details, view, findings, {words, members}) {
    const facet = /** @type {'technology'} */ (details.dataset['facet']);
    const chosen = view[facet];
    const counts = findings.facets[facet];
    for (const box of /** @type {HTMLInputElement[]} */ (all('input[type=checkbox]', details))) {
        box.checked = chosen.includes(box.value);
        const fixed = {memberships: members, 'supply-links': counts?.get('deployments') ?? 0};
        const count = counts?.get(box.value) ?? fixed[/** @type {'memberships'} */ (box.value)] ?? 0;
        const item = box.closest('li');
        item?.classList.toggle('none', count === 0);
        need('.count', item ?? details).textContent = words.number(count);
    }
    const same = String(facet) === 'layers' && chosen.join() === WHOLE.layers.join();
    need('.chosen', details).textContent = chosen.length && !same ? words.number(chosen.length) : '';
}

/**
 * @param {Context} context
 * @param {View} view
 */
function drawChips({words, address, labelOf}, view) {
    const chips = activeFilters(view).map(({facet, value}) => {
        const label = String(facet) === 'q' ? words.say('quoted', {text: value}) : labelOf(facet, value);
        const named = words.say('join.label', {label: words.say(`facet.${facet}`), value: label});
        return make(
            'a',
            {class: 'chip', href: address.href(), 'data-facet': facet, 'data-value': value, title: named},
            label,
            make('span', {'aria-hidden': 'true'}, ' ×'),
            make('span', {class: 'sr'}, ` ${words.say('chips.remove')}`)
        );
    });
    need('#chips').replaceChildren(...chips);
    const untouched = !chips.length && !view.datetime && view.layers.join() === WHOLE.layers.join();
    need('#reset').hidden = untouched && view.certainty === WHOLE.certainty;
}

/**
 * @param {View} view
 * @returns {{facet: string, value: string}[]}
 */
function activeFilters(view) {
    const values = FACETS.flatMap((facet) => view[facet].map((value) => ({facet, value})));
    if (view.bbox) values.push({facet: /** @type {any} */ ('bbox'), value: view.bbox.join(', ')});
    if (view.q) values.push({facet: /** @type {any} */ ('q'), value: view.q});
    return values;
}

/**
 * Popovers close on Escape, giving the focus back, and on a click elsewhere.
 * @param {Element} form
 */
function closeOnLeaving(form) {
    const open = () => all('details[open]', form).filter((details) => !details.closest('.sheet-open'));
    document.addEventListener('click', ({target}) => {
        for (const details of open()) {
            if (!details.contains(/** @type {Node} */ (target))) details.removeAttribute('open');
        }
    });
    form.addEventListener('keydown', (event) => {
        if (/** @type {KeyboardEvent} */ (event).key !== 'Escape') return;
        for (const details of open()) {
            details.removeAttribute('open');
            need('summary', details).focus();
            event.stopPropagation();
        }
    });
}

/** On a narrow screen the facets are a sheet over the page; what is under it is inert. */
function createSheet() {
    const [opener, closer, sheet] = [need('#open-filters'), need('#close-filters'), need('#facets')];
    const covered = () => all('.masthead, main, .panel, #chips, .tools, #open-filters');
    const toggle = (/** @type {boolean} */ open) => {
        sheet.classList.toggle('sheet-open', open);
        opener.setAttribute('aria-expanded', String(open));
        for (const element of covered()) element.inert = open;
        (open ? closer : opener).focus();
    };
    opener.addEventListener('click', () => toggle(true));
    closer.addEventListener('click', () => toggle(false));
    sheet.addEventListener('keydown', ({key}) => {
        if (key === 'Escape' && sheet.classList.contains('sheet-open')) toggle(false);
    });
    matchMedia('(min-width: 48rem)').addEventListener('change', ({matches}) => {
        if (matches && sheet.classList.contains('sheet-open')) toggle(false);
    });
    return {
        /** @param {View} view @param {Context} context */
        draw(view, {words}) {
            const count = activeFilters(view).length;
            need('.chosen', opener).textContent = count ? words.number(count) : '';
        }
    };
}
