"""Pages in the styles in which news sites are built, with what a reader should find in each. All invented."""

from __future__ import annotations

import json
from dataclasses import dataclass

STORY = (
    "HOLLIN BAY (Coast Press) — The last ferry of the Hollin line tied up on Friday evening, and nobody on the quay "
    "knew whether it would sail again in the spring.",
    "The company that runs it, Sound Lines, said in March that it had lost $2.3 million in two years and would need a "
    "grant to go on.",
    "“We carry 410 people a day, and there is no other way across,” said Ada Perrin, who has been its captain for 19 "
    "years. “They will have to drive for two hours.”",
    "The county offered a quarter of the money. Its treasurer, Milo Strand, told reporters that the rest would have to "
    "come from the state.",
    "A hearing is set for Nov. 12. About 3,000 people have signed a petition, up from 900 a week before.",
)
TITLE = "Last ferry of the season may be the last of all"
JUNK = (
    "Sign up for our morning newsletter",
    "Share on Facebook",
    "Read more: Five beaches to visit this fall",
    "Accept all cookies",
    "Most popular this week",
    "Great article, thanks for sharing!",
    "© 2021 Hollin Bay Gazette. All rights reserved.",
)
PROSE = "".join(f"<p>{paragraph}</p>\n" for paragraph in STORY)
NAV = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
FOOTER = f"<footer><p>{JUNK[6]}</p><ul><li><a href='/terms'>Terms</a></li></ul></footer>"
POPULAR = (
    f"<aside class='sidebar'><h3>{JUNK[4]}</h3><ul><li><a href='/1'>Mayor opens bakery on Oak Street</a></li>"
    "<li><a href='/2'>School board meets to discuss bells</a></li></ul></aside>"
)


@dataclass(frozen=True)
class Page:
    name: str
    markup: str
    byline: str | None = "Inga Marlowe"
    day: str | None = "2021-10-22"
    publisher: str | None = "Hollin Bay Gazette"
    url: str | None = "https://www.hollin-gazette.example/2021/10/22/last-ferry"


def _linked(**more: object) -> str:
    value = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE,
        "datePublished": "2021-10-22T18:05:00-07:00", "author": [{"@type": "Person", "name": "Inga Marlowe"}],
        "publisher": {"@type": "Organization", "name": "Hollin Bay Gazette"}, **more,
    }  # fmt: skip
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


CANONICAL = "<link rel='canonical' href='https://www.hollin-gazette.example/2021/10/22/last-ferry'>"
SITE = "<meta property='og:site_name' content='Hollin Bay Gazette'>"

BLOG = f"""<!DOCTYPE html><html><head><title>{TITLE} - Hollin Bay Gazette</title>{CANONICAL}{SITE}
<meta property="article:published_time" content="2021-10-22T18:05:00-07:00"><style>.x{{}}</style></head>
<body class="post-template-default single"><div id="cookie-bar"><button>{JUNK[3]}</button></div>
<header id="masthead">{NAV}</header><div id="content" class="site-content"><main><article class="post type-post">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">By <a rel="author"
href="/author/im">Inga Marlowe</a> <time datetime="2021-10-22T18:05:00-07:00">October 22, 2021</time></div></header>
<div class="entry-content">{PROSE}<div class="sharedaddy"><a href="#">{JUNK[1]}</a></div></div></article>
<div id="comments"><h2>One comment</h2><ol><li class="comment"><p>{JUNK[5]}</p></li></ol></div></main>{POPULAR}</div>
{FOOTER}</body></html>"""

GRAPH = json.dumps({
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": "Hollin Bay Gazette"},
        {"@type": "BreadcrumbList"},
        {"@type": ["NewsArticle", "Thing"], "headline": TITLE, "datePublished": "2021-10-22T18:05:00-07:00",
         "author": {"@type": "Person", "name": "Inga Marlowe"}, "publisher": {"name": "Hollin Bay Gazette"}},
    ],
})  # fmt: skip
FIRST_HALF, SECOND_HALF = ("".join(f"<p>{p}</p>" for p in part) for part in (STORY[:2], STORY[2:]))
PAPER = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Hollin Bay Gazette</title>
{CANONICAL}<script type="application/ld+json">{GRAPH}</script></head><body><div id="app"><div class="ad-slot">
Advertisement</div>{NAV}<section class="story-body" name="articleBody"><h1>{TITLE}</h1>
<p class="css-byline">By Inga Marlowe</p>
<figure><img src="a.jpg" alt=""><figcaption>The Petrel at its berth.</figcaption>
</figure><div class="StoryBodyCompanionColumn">{FIRST_HALF}</div>
<div class="newsletter-promo"><h4>{JUNK[0]}</h4><form><input type="email"></form></div>
<div class="StoryBodyCompanionColumn">{SECOND_HALF}</div>
</section>{POPULAR}</div>{FOOTER}</body></html>"""

TABLE = f"""<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY BGCOLOR=#ffffff><TABLE WIDTH=760><TR><TD WIDTH=150>
<A HREF="/">Home</A><BR><A HREF="/news">News</A><BR><A HREF="/obits">Obituaries</A></TD><TD><FONT SIZE=5><B>{TITLE}</B>
</FONT><BR><I>By Inga Marlowe</I><P>{"<P>".join(STORY)}</TD></TR></TABLE><CENTER><FONT SIZE=1>{JUNK[6]}</FONT></CENTER>
</BODY></HTML>"""

BLOCKS = f"""<!DOCTYPE html><html lang="en-GB"><head>
<title>{TITLE} - Hollin Bay Gazette</title>{CANONICAL}{_linked()}</head>
<body><div id="root"><header role="banner">{NAV}</header><main id="main-content"><article>
<div data-component="headline-block"><h1>{TITLE}</h1></div><div data-component="byline-block"><time
datetime="2021-10-22T18:05:00.000Z">22 October</time><span>Inga Marlowe</span></div>
{"".join(f'<div data-component="text-block"><p><span>{p}</span></p></div>' for p in STORY)}
<div data-component="links-block"><p>{JUNK[2]}</p></div></article></main>{FOOTER}</div></body></html>"""

AMP = f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>{CANONICAL}{_linked()}
<style amp-boilerplate>body{{visibility:hidden}}</style></head><body><amp-sidebar id="s">{NAV}</amp-sidebar><article>
<h1>{TITLE}</h1><amp-img src="a.jpg" width="1" height="1"></amp-img>{PROSE}<amp-ad width="300" height="250"></amp-ad>
</article>{FOOTER}</body></html>"""

SCRIPTED = f"""<!doctype html><html><head><title>{TITLE}</title>{CANONICAL}{_linked(articleBody=" ".join(STORY))}</head>
<body><div id="__next"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>"""

PLAIN_DIVS = f"""<!DOCTYPE html><html><head><title>{TITLE} | Hollin Bay Gazette</title>{CANONICAL}{SITE}
<meta name="author" content="Inga Marlowe"><meta name="date" content="2021-10-22"></head><body><div class="top">
<div><a href="/">Home</a> <a href="/news">News</a></div></div><div class="wrap"><div class="hl">{TITLE}</div>
<div class="txt">{"<br><br>".join(STORY)}</div></div><div class="btm">{JUNK[6]}</div></body></html>"""

PAGES = (
    Page("blog", BLOG),
    Page("paper", PAPER),
    Page("table layout", TABLE, byline=None, day=None, publisher=None, url=None),
    Page("blocks", BLOCKS),
    Page("amp", AMP),
    Page("made by script", SCRIPTED),
    Page("divisions", PLAIN_DIVS),
)
