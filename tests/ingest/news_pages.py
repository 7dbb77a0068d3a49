"""Pages with all that stands around and within a story on news sites, and what of each is the story. All invented."""

# ruff: noqa: E501  (markup is easier to read unbroken)

from __future__ import annotations

TITLE = "Council backs tram line after ten years of delay"
STANDFIRST = "Members voted nine to four for a route through the old market; work is to start in spring"
STORY = (
    "The council of Marrowby voted on Tuesday night to build a tram line from the station to the hospital, ending a "
    "dispute that has lasted for ten years and outlived three mayors.",
    "Nine of the 13 members voted for the route, which will run through the old market and across the Wend bridge. It "
    "will cost $184 million, of which the state is to pay two thirds.",
    "“We have talked about this for so long that my daughter has grown up and moved away,” said Mayor Delia Crane, who "
    "was first elected on a promise to build it. “Tonight we stop talking.”",
    "The four who voted against it said the city could not afford its share. Councilor Owen Tarrant told reporters that "
    "the interest alone would come to $2.1 million a year.",
    "“Nobody has shown me where that money is,” he said. “I would rather mend the roads we have.”",
    "About 300 people filled the hall, and many of them had to follow the debate on a screen in the lobby. When the vote "
    "was read out, some cheered, and a group of traders from the market walked out.",
    "“They offer us a car park by the river,” said their spokeswoman, Lena Ost. “Who buys flowers in a car park?”",
    "The city's engineer, Paul Renshaw, said the work in the market would take no longer than seven months. The stalls "
    "would be back before the Christmas of next year, he added, and the rent would not rise for three years.",
    "A study that the council paid for in 2019 put the number of passengers at 22,000 a day by 2030. A newer one, by the "
    "University of Wend, put it at between 14,000 and 17,000.",
    "Supporters of the line point to Harlow Bay, where a similar tram opened four years ago. Traffic in the center there "
    "has fallen by 12 percent, according to figures of the state's transport office.",
    "Work is to begin in April with the pipes under Station Road. The first tram should run in the autumn of 2027.",
    "Crane said she would be on it. “I have already bought a hat,” she said.",
)
LIST = (
    "The line is 7.2 kilometers long and has 14 stops.",
    "Trams run every six minutes by day.",
    "A ticket is $2.50.",
)
COSTS = (("Rails and bridge", "$96 million"), ("Trams", "$52 million"), ("Depot", "$36 million"))


def p(*paragraphs: str) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def links(*texts: str) -> str:
    return "".join(f"<li><a href='/{i}'>{text}</a></li>" for i, text in enumerate(texts))


SECTIONS = ("Home", "News", "Sport", "Business", "Opinion", "Culture", "Weather", "Obituaries", "Jobs", "Podcasts")
NAV = f"<nav aria-label='main'><ul>{links(*SECTIONS)}</ul></nav>"
OTHERS = ("Dog found alive after nine days in a well", "Baker retires after 51 years", "Storm warning for the coast")
POPULAR = f"<aside class='most-read'><h2>Most read</h2><ol>{links(*OTHERS)}</ol></aside>"
COOKIES = (
    "<div role='dialog'><p>We and our partners use cookies to store information on your device.</p>"
    "<button>Accept all</button><button>Manage preferences</button></div>"
)
SHARE = f"<div class='share-bar'><ul>{links('Share on Facebook', 'Tweet', 'Email', 'Copy link')}</ul></div>"
NEWSLETTER = (
    "<div class='newsletter-signup'><h3>Get the morning briefing</h3><p>Sign up for our free newsletter.</p><form>"
    "<input type='email'><button>Sign up</button></form><p>By signing up you agree to our terms of service.</p></div>"
)
COMMENTS = (
    "<section id='comments' class='comments'><h2>Comments (2)</h2><div class='comment'><b>wendlover</b><p>About time! I "
    "have waited for this since I was at school.</p></div><div class='comment'><b>taxpayer22</b><p>What a waste of our "
    "money. They will never finish it, mark my words.</p></div></section>"
)
FOOTER = f"<footer><ul>{links('About us', 'Contact', 'Privacy policy')}</ul><p>© 2024 Marrowby Courier.</p></footer>"
RELATED = f"<div class='related'><h3>Related stories</h3><ul>{links(*OTHERS)}</ul></div>"
PULL_QUOTE = (
    "<aside class='pullquote'><blockquote><p>Tonight we stop talking.</p><cite>Delia Crane</cite></blockquote></aside>"
)
FIGURE = "<figure><img src='a.jpg' alt=''><figcaption>Photograph: Milo Ferris/Courier</figcaption></figure>"
TEASERS = "".join(
    f"<article class='teaser'><h3><a href='/{i}'>{text}</a></h3></article>" for i, text in enumerate(OTHERS)
)
QUESTIONS = ("Why now?", "Who pays?", "What do the traders say?", "How long will it take?")
ANSWERS = (STORY[2], STORY[3], STORY[6], STORY[7])


def page(body: str) -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{TITLE} | Marrowby Courier</title>"
        f"<meta property='og:title' content='{TITLE}'></head><body>{body}</body></html>"
    )


# Name: the page and the paragraphs of its story.
PAGES = {
    "American daily": (
        page(
            f"{COOKIES}{NAV}<main><article><header><h1>{TITLE}</h1><p class='dek'>{STANDFIRST}</p><div class='byline'>By "
            f"<a href='/nv'>Nora Vale</a><span> March 12, 2024 at 9:40 p.m. EDT</span></div>{SHARE}</header><section>"
            f"{p(*STORY[:3])}<div class='ad'>Advertisement</div>{p(*STORY[3:6])}{NEWSLETTER}{p(*STORY[6:8])}{RELATED}"
            f"{p(*STORY[8:])}</section>{SHARE}</article>{POPULAR}{COMMENTS}</main>{FOOTER}"
        ),
        STORY,
    ),
    "British daily": (
        page(
            f"{COOKIES}{NAV}<main><article><h1>{TITLE}</h1><div class='standfirst'><p>{STANDFIRST}</p></div>{FIGURE}"
            f"<address><a rel='author' href='/nv'>Nora Vale</a></address><p class='date'>Tue 12 Mar 2024 21.40 GMT</p>"
            f"<div>{p(*STORY[:2])}{PULL_QUOTE}{p(*STORY[2:5])}<aside class='rich-link'><p>Read more: <a href='/h'>How "
            f"Harlow Bay built its tram</a></p></aside>{p(*STORY[5:])}</div></article></main>{POPULAR}{FOOTER}"
        ),
        STORY,
    ),
    "names of classes that say nothing": (
        page(
            f"<div id='root'><div class='css-9x'>{NAV}</div><div class='css-77'><div class='css-t'><h1>{TITLE}</h1></div>"
            + "".join(
                f"<div class='css-q8'><div class='css-zz'><p class='css-p'>{text}</p></div></div>" for text in STORY
            )
            + f"</div><div class='css-r'><div>More in News</div><div><a href='/1'>{OTHERS[0]}</a></div></div>{FOOTER}</div>"
        ),
        STORY,
    ),
    "paywall": (
        page(
            f"{NAV}<article><h1>{TITLE}</h1><div class='body'>{p(*STORY)}</div><div><h3>Continue reading with a "
            "subscription</h3><p>Get unlimited access to the Courier for $1 a week. Cancel anytime.</p><button>Subscribe "
            f"now</button><p>Already a subscriber? <a>Log in</a></p></div></article>{POPULAR}{FOOTER}"
        ),
        STORY,
    ),
    "frames of tables": (
        f"<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY BGCOLOR=white><TABLE><TR><TD COLSPAN=3><B>MARROWBY COURIER</B>"
        f"</TD></TR><TR><TD WIDTH=120>{'<BR>'.join(f'<A HREF=/{name}>{name}</A>' for name in SECTIONS)}</TD><TD><FONT "
        f"SIZE=5>{TITLE}</FONT><BR><FONT SIZE=2>By NORA VALE<BR>Courier staff writer</FONT><P>{'<P>'.join(STORY)}<P>"
        "<A HREF=/print>Print this story</A> | <A HREF=/mail>E-mail this story</A></TD><TD><B>Top stories</B><BR>"
        f"<A HREF=/1>{OTHERS[0]}</A></TD></TR></TABLE><CENTER>Copyright 2004 Marrowby Courier</CENTER></BODY></HTML>",
        STORY,
    ),
    "list and table in the story": (
        page(
            f"{NAV}<main><article><h1>{TITLE}</h1>{p(*STORY[:5])}<h2>What is planned</h2><ul>"
            f"{''.join(f'<li>{text}</li>' for text in LIST)}</ul>{p(*STORY[5:9])}<h2>What it costs</h2><table>"
            f"{''.join(f'<tr><td>{part}</td><td>{cost}</td></tr>' for part, cost in COSTS)}</table>{p(*STORY[9:])}"
            f"{SHARE}</article></main>{POPULAR}{FOOTER}"
        ),
        (*STORY, "What is planned", *LIST, "What it costs", *(f"{part} {cost}" for part, cost in COSTS)),
    ),
    "lines and no paragraphs": (
        page(
            f"<div>{NAV}</div><div class='col'><h2>{TITLE}</h2><div class='txt'>{'<br/><br/>'.join(STORY)}</div><div "
            f"class='tags'>Tags: <a>tram</a>, <a>council</a></div></div>{POPULAR}{FOOTER}"
        ),
        STORY,
    ),
    "agency": (
        page(
            f"{NAV}<div class='Article'><h1>{TITLE}</h1><div>By NORA VALE</div><div>March 12, 2024</div><div class='Body'>"
            f"<p>MARROWBY (Coast Press) — {STORY[0]}</p>{p(*STORY[1:])}<p>___</p><p>Coast Press writer Ida Rowe "
            f"contributed to this report.</p></div></div>{FOOTER}"
        ),
        ("MARROWBY (Coast Press) —", *STORY, "Coast Press writer Ida Rowe contributed to this report."),
    ),
    "blocks": (
        page(
            f"<header>{NAV}</header><main><article><h1>{TITLE}</h1><div data-component='byline'><span>12 March 2024</span>"
            f"<div>Nora Vale</div></div>{''.join(f'<div data-component=text>{p(text)}</div>' for text in STORY[:7])}<div "
            "data-component='subheadline'><h2>Seven months of work</h2></div>"
            f"{''.join(f'<div data-component=text>{p(text)}</div>' for text in STORY[7:])}<div data-component='links'>"
            f"<h2>More on this story</h2><ul>{links(*OTHERS)}</ul></div></article></main>{FOOTER}"
        ),
        (*STORY, "Seven months of work"),
    ),
    "other stories first": (
        page(
            f"{NAV}<div class='top'>{TEASERS}</div><div class='story'><h1>{TITLE}</h1><div>{p(*STORY)}</div></div>{FOOTER}"
        ),
        STORY,
    ),
    "one form around all": (
        page(f"<form method='post'><div>{NAV}</div><div id='ctl00'><h1>{TITLE}</h1>{p(*STORY)}</div>{FOOTER}</form>"),
        STORY,
    ),
    "interview": (
        page(
            f"{NAV}<article><h1>{TITLE}</h1>{p(STORY[0])}"
            f"{''.join(p(f'<strong>{q}</strong>', a) for q, a in zip(QUESTIONS, ANSWERS, strict=True))}</article>{FOOTER}"
        ),
        (STORY[0], *QUESTIONS, *ANSWERS),
    ),
    "prompts as paragraphs": (
        page(
            f"{NAV}<article><h1>{TITLE}</h1>{p('By Nora Vale', *STORY[:3], 'ADVERTISEMENT', *STORY[3:6])}<p><strong>READ "
            f"MORE: <a href='/h'>{OTHERS[0]}</a></strong></p>{p(*STORY[6:9])}<p>Sign up for our morning newsletter <a "
            f"href='/n'>here</a>.</p>{p(*STORY[9:])}<p><em>Follow Nora Vale on Twitter @noravale.</em></p><p>Have a news "
            f"tip? Email us at tips@courier.example.</p><p>Related stories</p><ul>{links(*OTHERS)}</ul></article>{FOOTER}"
        ),
        STORY,
    ),
    "preformatted": (page(f"<h1>{TITLE}</h1><pre>" + "\n\n".join(STORY) + "</pre>"), STORY),
}
