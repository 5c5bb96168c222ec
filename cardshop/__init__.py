"""The ML system that the course builds, in the order in which a card meets it.

`dataset`   where cards lie, how they are read and split
`contract`  what a valid delivery is
`drift`     whether a delivery differs by more than chance
`features`  what a model may see of a card
`evaluation` how good a model is, how sure that is, and whether it matters
`training`  cards and settings become a model that can be made again
`artifact`  a trained model as files, and what it answers to raw cards
`journal`   what the service remembers of every prediction
`service`   a card comes in over HTTP, its type or "to the desk" goes out in time
`monitoring` what happens to the model once it answers, and who has to know
`rollout`   versions promoted, rolled back and compared while the service runs
`incidents` faults that can be switched on, and what actions recover of them
"""
