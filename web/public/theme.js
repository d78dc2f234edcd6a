/* Sets the theme before the first paint; the page itself does it again and follows changes. */
(function () {
  var theme = 'system';
  var palette = 'classic';
  try {
    var stored = JSON.parse(localStorage.getItem('tickwire.preferences') || '{}');
    if (stored.theme === 'dark' || stored.theme === 'light') theme = stored.theme;
    if (stored.palette === 'cvd') palette = 'cvd';
  } catch {
    // Storage is forbidden or holds something else: what the system asks for is right.
  }
  if (theme === 'system') {
    theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  }
  if (matchMedia('(prefers-contrast: more)').matches) palette = 'cvd';
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.palette = palette;
})();
