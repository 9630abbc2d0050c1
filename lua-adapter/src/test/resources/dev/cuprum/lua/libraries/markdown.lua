-- needs: markdown
require "markdown"
print(markdown([[
# Title *em*

Paragraph with **bold**, `code <b>`, [link](http://x.y/ "t") and ![img](a.png).
Second line  
broken & <b>html</b> &amp; 4 < 5

* one
* two
    * nested

1. first
2. second

> quote
> more

    code block
    & more

Header
======

Sub
---

***

<div>
raw *html*
</div>

[ref]: http://example.com/ "Title"
see [this][ref] and <http://auto.link>
\*escaped\* _a_ __b__
]]):gsub("&#%w+;", "E"))
