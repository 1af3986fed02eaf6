"""The C back end: words (`spelling`), loops (`axes`), compiling and loading (`build`), running (`device`)."""
