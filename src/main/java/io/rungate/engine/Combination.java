package io.rungate.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.Pattern;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Facts that the first conditions of a rule match together. To the engine's constraints it looks
 * like a tuple of its own, found by the names that patterns bind.
 */
final class Combination implements BaseTuple {
  private final List<FactHandle> handles;
  private final Map<String, FactHandle> bound;

  private Combination(List<FactHandle> handles, Map<String, FactHandle> bound) {
    this.handles = handles;
    this.bound = bound;
  }

  static Combination empty() {
    return new Combination(List.of(), Map.of());
  }

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

  @Override
  public FactHandle get(Declaration declaration) {
    return bound.get(declaration.getIdentifier());
  }

  @Override
  public Object getObject(Declaration declaration) {
    return get(declaration).getObject();
  }

  @Override
  public FactHandle get(int index) {
    return handles.get(index);
  }

  @Override
  public Object getObject(int index) {
    return handles.get(index).getObject();
  }

  @Override
  public FactHandle getFactHandle() {
    return handles.isEmpty() ? null : handles.get(handles.size() - 1);
  }

  @Override
  public int size() {
    return handles.size();
  }

  @Override
  public Object[] toObjects() {
    return facts().toArray();
  }

  @Override
  public Object[] toObjects(boolean reverse) {
    throw new UnsupportedOperationException("no constraint asks for this");
  }

  @Override
  public FactHandle[] toFactHandles() {
    return handles.toArray(FactHandle[]::new);
  }

  @Override
  public BaseTuple getParent() {
    return null;
  }

  @Override
  public BaseTuple getTuple(int index) {
    throw new UnsupportedOperationException("no constraint asks for this");
  }

  @Override
  public int getIndex() {
    return handles.size() - 1;
  }

  @Override
  public Object getContextObject() {
    return null;
  }

  @Override
  public BaseTuple skipEmptyHandles() {
    return this;
  }
}
