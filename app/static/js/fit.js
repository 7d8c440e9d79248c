/* Gives every embed of the atlas on this page the height that it asks for. Nothing else. */
addEventListener('message', ({data, source}) => {
    if (!data || data.type !== 'atlas:height' || !Number.isFinite(data.height)) return;
    for (const frame of document.querySelectorAll('iframe')) {
        if (frame.contentWindow === source) frame.height = String(Math.ceil(Math.min(2000, Math.max(320, data.height))));
    }
});
