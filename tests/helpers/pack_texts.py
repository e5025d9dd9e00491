"""A small pack, its words and a guide with every kind of prompt, as their files say them."""

PACK = """
schema = 1
id = "{id}"
title = "A pack"
version = "1.2"
"""

WORDS = """
[[families]]
id = "calm"
title = "Calm"
words = [{ id = "quiet", label = "quiet", level = 1 }, { id = "still", label = "still", level = 3 }]
[[families]]
id = "low"
title = "Low"
words = [{ id = "sad", label = "sad" }]
"""

LINES = """
[[groups]]
id = "feet"
title = "Feet"
lines = [{ id = "title", text = "Feel your feet" }]
"""

HEAD = """
id = "{id}"
title = "A guide"
phase = "integration"
minutes = 5
summary = "What it is for"
"""

EVERY_KIND = (
    HEAD.replace("{id}", "every-kind")
    + """
[[steps]]
id = "one"
title = "First"
[[steps.prompts]]
id = "note"
kind = "info"
body = "Read this."
[[steps.prompts]]
id = "words"
kind = "text"
label = "In your own words"
[[steps.prompts]]
id = "way"
kind = "choice"
label = "A way"
options = [{ id = "left", label = "Left" }, { id = "right", label = "Right" }]
[[steps.prompts]]
id = "many"
kind = "choice"
label = "Several"
several = true
options = [{ id = "a", label = "Apple" }, { id = "b", label = "Bun" }, { id = "c", label = "Cup" }]
[[steps]]
id = "two"
title = "Second"
[[steps.prompts]]
id = "level"
kind = "scale"
label = "How much"
min = 0
max = 10
low = "little"
high = "a lot"
pause_at = 8
[[steps.prompts]]
id = "list"
kind = "checklist"
label = "Arranged"
items = [{ id = "ride", label = "A ride" }, { id = "food", label = "Food" }]
[[steps.prompts]]
id = "day"
kind = "date"
label = "On this day"
days_ahead = 2
[[steps.prompts]]
id = "felt"
kind = "feelings"
label = "Feelings"
[[steps]]
id = "doing"
title = "Done rather than filled in"
[[steps.prompts]]
id = "rest"
kind = "pause"
ways = ["room", "breath"]
[[steps.prompts]]
id = "edge"
kind = "titrate"
label = "Near it, and back"
[[steps.prompts]]
id = "who"
kind = "people"
label = "Who"
[[steps.prompts]]
id = "small"
kind = "step"
label = "A small step"
[[steps.prompts]]
id = "before"
kind = "recall"
of = "intention"
[[steps.prompts]]
id = "way-out"
kind = "link"
to = "people"
label = "Your people"
[[steps.prompts]]
id = "where"
kind = "body"
label = "Where"
[[steps.prompts]]
id = "picture"
kind = "drawing"
label = "A drawing"
[[steps.prompts]]
id = "unsent"
kind = "letter"
label = "A letter"
[[steps]]
id = "three"
title = "Third"
[[steps.prompts]]
id = "now"
kind = "signs"
leads = "now"
label = "Now"
items = [{ id = "chest", label = "Chest pain" }, { id = "breath", label = "Trouble breathing" }]
[[steps.prompts]]
id = "gate"
kind = "gate"
reads = ["now", "level"]
[[steps]]
id = "four"
title = "Fourth"
lead = "Only when nothing else comes first."
show_if = { prompt = "gate", is = "go-on" }
[makes]
entry = { title = "What came up" }
insight = "words"
feelings = "felt"
[makes.commitment]
action = "words"
value = "way"
date = "day"
unless = { prompt = "way", is = "right" }
"""
)
