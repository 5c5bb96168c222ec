"""The course machinery: what makes a lesson answer.

`syllabus`  which lessons and questions there are (`course.toml`)
`checks`    what a right answer is, and the verdict on one
`pairing`   exercises made from solutions
`quizzes`   question banks: read, linted, marked
`progress`  the learner's own record
`charts`    one function a kind of chart, each with its reading in words
`display`   all of it as marimo elements, the only file that knows marimo
"""
