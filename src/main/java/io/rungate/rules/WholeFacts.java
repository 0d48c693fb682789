package io.rungate.rules;

import org.kie.api.conf.ConfigurationKey;
import org.kie.api.conf.OptionKey;
import org.kie.api.conf.OptionsConfiguration;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.conf.KnowledgeBuilderOption;
import org.kie.internal.builder.conf.MultiValueKieBuilderOption;
import org.kie.internal.builder.conf.PropertySpecificOption;
import org.kie.internal.builder.conf.SingleValueKieBuilderOption;

/**
 * Tells the engine that a rule depends on facts as wholes. It can also keep account of the single
 * properties that each condition reads, so that a changed fact wakes fewer rules; no fact here ever
 * changes, and the account costs more than judging a run.
 */
final class WholeFacts implements KnowledgeBuilderConfiguration {
  @Override
  public <C extends SingleValueKieBuilderOption> C getOption(OptionKey<C> key) {
    if (!key.equals(PropertySpecificOption.KEY)) {
      throw new IllegalArgumentException("the engine asks for a setting that is not known: " + key);
    }
    @SuppressWarnings("unchecked") // what the key stands for
    C disabled = (C) PropertySpecificOption.DISABLED;
    return disabled;
  }

  @Override
  public ClassLoader getClassLoader() {
    return WholeFacts.class.getClassLoader();
  }

  @Override
  public String getProperty(String name) {
    return null;
  }

  @Override
  public boolean setProperty(String name, String value) {
    return false;
  }

  @Override
  public <C extends KnowledgeBuilderOption> void setOption(C option) {
    throw new IllegalStateException("the settings are fixed");
  }

  @Override
  public void makeImmutable() {
    // They are.
  }

  @Override
  public <
          X extends
              OptionsConfiguration<
                      KnowledgeBuilderOption,
                      SingleValueKieBuilderOption,
                      MultiValueKieBuilderOption>>
      X as(ConfigurationKey<X> key) {
    return null;
  }
}
