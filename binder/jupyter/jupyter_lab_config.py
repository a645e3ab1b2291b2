"""JupyterLab opens on lesson 00, and asks nobody whether they want news.

Read because start.py and binder/start put this folder on JUPYTER_CONFIG_PATH.
"""

c = get_config()  # Jupyter defines this function

c.LabApp.default_url = "/lab/tree/my_work/00_the_machine_first.ipynb"
c.LabApp.news_url = None
