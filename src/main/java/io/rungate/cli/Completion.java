package io.rungate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script for a shell, made of the tables that parsing and help go by. It asks for nothing: all
 * words are in it.
 */
final class Completion {

  /**
   * What may be typed at a place.
   *
   * @param path the words before it, without the name of the program
   */
  private record Place(List<String> path, Entry entry) {
    List<String> members() {
      return entry instanceof Entry.Group group
          ? group.members.stream().map(member -> member.name).toList()
          : List.of();
    }

    String words() {
      return String.join(" ", path);
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private Completion(Entry root) {
    collect(List.of(), root);
  }

  private void collect(List<String> path, Entry entry) {
    places.add(new Place(path, entry));
    if (entry instanceof Entry.Group group) {
      for (Entry member : group.members) {
        collect(Stream.concat(path.stream(), Stream.of(member.name)).toList(), member);
      }
    }
  }

  /**
   * The script.
   *
   * @param shell bash, zsh or fish
   */
  static String of(Entry root, String shell) {
    Completion completion = new Completion(root);
    switch (shell) {
      case "bash" -> completion.bash();
      case "zsh" -> completion.zsh();
      default -> completion.fish(root.name);
    }
    return completion.text.toString();
  }

  private void bash() {
    text.append(
        """
        # Completes rungate in bash; made by: rungate completion bash
        _rungate() {
          local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}"
          local option="$before" file="" path="" i values
          # Bash takes --report json=FILE apart at the equals signs.
          if [[ $word == "=" ]]; then
            option="$before" word=""
          elif [[ $before == "=" ]]; then
            option="${COMP_WORDS[COMP_CWORD - 2]}"
            [[ $option == -* ]] || file=yes
          fi
          for ((i = 1; i < COMP_CWORD; i++)); do
            case "$path ${COMP_WORDS[i]}" in
        """);
    paths("path=\"$path ${COMP_WORDS[i]}\"");
    text.append(
        """
            esac
          done
          if [[ $file ]]; then
            COMPREPLY=($(compgen -f -- "$word"))
            return
          fi
          case "$path $option" in
        """);
    for (Place place : places) {
      for (Argument option : place.entry.options()) {
        if (!option.isFlag()) {
          text.append("    \" %s\") %s ;;\n".formatted(typed(place, option), bashValue(option)));
        }
      }
    }
    text.append(
        """
          esac
          case "$path" in
        """);
    for (Place place : places) {
      String path = place.path.isEmpty() ? "" : " " + place.words();
      text.append("    \"%s\") values=\"%s\" ;;\n".formatted(path, words(place)));
    }
    text.append(
        """
          esac
          COMPREPLY=($(compgen -W "$values" -- "$word"))
          if [[ ${#COMPREPLY[@]} -eq 0 && $word != -* ]]; then
            COMPREPLY=($(compgen -f -- "$word"))
          fi
        }
        complete -o filenames -o bashdefault -F _rungate rungate
        """);
  }

  /** As words of a line: the path, and the option behind it. */
  private static String typed(Place place, Argument option) {
    return (place.path.isEmpty() ? "" : place.words() + " ") + option.name();
  }

  private static String bashValue(Argument option) {
    return switch (option.kind()) {
      case FILE -> "COMPREPLY=($(compgen -f -- \"$word\")); return";
      case FOLDER, PACK -> "COMPREPLY=($(compgen -d -- \"$word\")); return";
      case REPORT ->
          "compopt -o nospace; COMPREPLY=($(compgen -S = -W \"%s\" -- \"$word\")); return"
              .formatted(String.join(" ", option.choices()));
      case TEXT, COUNT, NUMBER ->
          "COMPREPLY=($(compgen -W \"%s\" -- \"$word\")); return"
              .formatted(String.join(" ", option.choices()));
    };
  }

  private void zsh() {
    text.append(
        """
        #compdef rungate
        # Completes rungate in zsh; made by: rungate completion zsh
        _rungate() {
          local path_="" i option="${words[CURRENT - 1]}"
          for ((i = 2; i < CURRENT; i++)); do
            case "$path_ ${words[i]}" in
        """);
    paths("path_=\"$path_ ${words[i]}\"");
    text.append(
        """
            esac
          done
          if [[ $PREFIX == --*=* ]]; then
            option="${PREFIX%%=*}"
            compset -P '*='
          fi
          case "$path_ $option" in
        """);
    for (Place place : places) {
      for (Argument option : place.entry.options()) {
        if (!option.isFlag()) {
          text.append(
              "    \" %s\") %s; return ;;\n".formatted(typed(place, option), zshValue(option)));
        }
      }
    }
    text.append(
        """
          esac
          case "$path_" in
        """);
    for (Place place : places) {
      String path = place.path.isEmpty() ? "" : " " + place.words();
      text.append("    \"%s\") compadd -- %s ;;\n".formatted(path, words(place)));
    }
    text.append(
        """
          esac
          [[ $PREFIX == -* ]] || _files
        }
        compdef _rungate rungate
        """);
  }

  private static String zshValue(Argument option) {
    return switch (option.kind()) {
      case FILE -> "_files";
      case FOLDER, PACK -> "_files -/";
      case REPORT ->
          "if compset -P '*='; then _files; else compadd -S = -- %s; fi"
              .formatted(String.join(" ", option.choices()));
      case TEXT, COUNT, NUMBER ->
          option.choices().isEmpty() ? ":" : "compadd -- " + String.join(" ", option.choices());
    };
  }

  private void fish(String program) {
    text.append("# Completes rungate in fish; made by: rungate completion fish\n");
    text.append(
        """
        function __rungate_at # behind these words, and no others
            set -l words (commandline -opc | string match -v -- '-*')
            test "$words" = (string join ' ' rungate $argv)
        end
        function __rungate_in # behind these words, whatever there is besides
            set -l words (commandline -opc | string match -v -- '-*')
            string match -q -- (string join ' ' rungate $argv)' *' "$words "
        end
        """);
    for (Place place : places) {
      for (String member : place.members()) {
        text.append(
            "complete -c %s -n '__rungate_at %s' -f -a %s\n"
                .formatted(program, place.words(), member));
      }
      for (Argument option : place.entry.options()) {
        text.append(
            "complete -c %s -n '__rungate_%s %s' -l %s%s%s -d '%s'\n"
                .formatted(
                    program,
                    place.members().isEmpty() ? "in" : "at",
                    place.words(),
                    option.name().substring(2),
                    option.letter().isEmpty() ? "" : " -s " + option.letter().substring(1),
                    option.isFlag() ? "" : fishValue(option),
                    option.description().split("[.:;] ", 2)[0].replace("'", "\\'")));
      }
    }
  }

  private static String fishValue(Argument option) {
    return switch (option.kind()) {
      case FILE -> " -rF";
      case FOLDER, PACK -> " -x -a '(__fish_complete_directories)'";
      case REPORT ->
          " -x -a '%s'"
              .formatted(
                  option.choices().stream().map(one -> one + "=").collect(Collectors.joining(" ")));
      case TEXT, COUNT, NUMBER -> " -x -a '" + String.join(" ", option.choices()) + "'";
    };
  }

  /** What a place offers. */
  private static String words(Place place) {
    return Stream.concat(
            place.members().stream(), place.entry.options().stream().map(Argument::name))
        .collect(Collectors.joining(" "));
  }

  /** The words that lead to a command, each put behind the path that is known so far. */
  private void paths(String assignment) {
    for (Place place : places) {
      if (!place.path.isEmpty()) {
        text.append("      \" %s\") %s ;;\n".formatted(place.words(), assignment));
      }
    }
  }
}
