"""What the search index leaves out of a page: what nobody searches for, or should not find.

Code, formulas and drawings are noise among words; a self-check's wrong options would be found as
if they were true, and hints and solutions before the exercise was tried; a parameter's type says
less than its name. The theme's search skips what is marked, and
:func:`journey_site.lighten.lighten` takes the marks out of the published page.
"""

from __future__ import annotations

import re

MARK = " data-search-exclude"
_LEFT_OUT = re.compile(
    r'<(?:div(?= class="(?:[^"]* )?highlight[" ])|div(?= class="arithmatex")|svg\b'
    r'|details(?= class="j-(?:hint|solution)")|p(?= class="j-exercise__(?:level|how)")'
    r'|h2(?= id="(?:self-check|references|where-next)")|details(?= class="references")'
    r'|span(?= class="doc-section-title"))'
)
# In an item of an API page, between a name and what it means: its type and default. The search
# takes the first end tag of that name for the end, so the mark needs an element without its like.
_TYPE = re.compile(r"(?<=</b>)\s*(\(<code>.*?\)\s*–)\s*(?=<div)", re.DOTALL)


def leave_out(page_html: str, *, api: bool = False) -> str:
    r"""Mark what the search index leaves out.

    Parameters
    ----------
    page_html
        A page's content.
    api
        Whether it is a page of the API reference.

    Examples
    --------
    >>> leave_out('<p>a</p><div class="language-python highlight"><pre>b</pre></div>')
    '<p>a</p><div data-search-exclude class="language-python highlight"><pre>b</pre></div>'
    >>> leave_out("<b>n</b> (<code>int</code>) – <div>d</div>", api=True)
    '<b>n</b> <bdi data-search-exclude>(<code>int</code>) –</bdi><div>d</div>'
    """
    page_html = _LEFT_OUT.sub(lambda match: match[0] + MARK, page_html)
    return _TYPE.sub(rf" <bdi{MARK}>\1</bdi>", page_html) if api else page_html
