package dev.peers.cli.setup;

import java.util.function.Consumer;

/// Changes the text of a configuration file, and leaves it as it is if nothing is to be changed.
interface Edit {
  /// @param text the file's text; empty if there is no file
  /// @param originals what it said before setup first changed it; the edit adds to them
  /// @param say takes what the user should know of the change
  /// @throws EditException if the text cannot be changed safely
  String apply(String text, Originals originals, Consumer<String> say);

  /// This edit and then the other one.
  default Edit then(Edit next) {
    return (text, originals, say) -> next.apply(apply(text, originals, say), originals, say);
  }
}
