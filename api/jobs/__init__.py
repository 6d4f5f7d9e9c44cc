"""Durable jobs: a document is summarised to its end, also when the process dies in the middle.

`store` holds what users see of jobs; `workflows` is what is done, on DBOS;
`runtime` starts and stops that; `takeover` has live workers finish what dead
ones left; `calls` is the model as the workflows see it.
"""
