package io.rungate.engine;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.Pattern;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Facts that the first conditions of a rule match together.
 *
 * @param handles in the order of the conditions
 * @param bound by the names that patterns bind
 */
record Combination(List<FactHandle> handles, Map<String, FactHandle> bound) {
  static final Combination EMPTY = new Combination(List.of(), Map.of());

  Combination with(Pattern pattern, FactHandle handle) {
    List<FactHandle> more = new ArrayList<>(handles);
    more.add(handle);
    Map<String, FactHandle> names = new LinkedHashMap<>(bound);
    pattern.getDeclarations().keySet().forEach(name -> names.put(name, handle));
    if (pattern.getDeclaration() != null) {
      names.put(pattern.getDeclaration().getIdentifier(), handle);
    }
    return new Combination(more, names);
  }

  List<Object> facts() {
    return handles.stream().map(FactHandle::getObject).toList();
  }

  /** False when a declaration is bound by something that no fact stands for. */
  boolean binds(Declaration declaration) {
    return bound.containsKey(declaration.getIdentifier());
  }

  /** What the engine's constraints take for a tuple of its own, as far as they ask. */
  BaseTuple asTuple() {
    return (BaseTuple)
        Proxy.newProxyInstance(
            BaseTuple.class.getClassLoader(),
            new Class<?>[] {BaseTuple.class},
            (self, asked, arguments) ->
                switch (asked.getName()) {
                  case "get" -> handle(arguments[0]);
                  case "getObject" -> handle(arguments[0]).getObject();
                  case "getFactHandle" -> handle(handles.size() - 1);
                  case "size" -> handles.size();
                  default ->
                      throw new UnsupportedOperationException(
                          "no constraint asks for " + asked.getName());
                });
  }

  FactHandle handle(Object place) {
    return place instanceof Declaration declaration
        ? bound.get(declaration.getIdentifier())
        : handles.get((int) place);
  }
}
