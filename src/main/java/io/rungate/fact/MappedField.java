package io.rungate.fact;

/** What became of a mapped field of a run: exactly one of these. */
public sealed interface MappedField extends Fact
    permits TextField,
        IntegerField,
        NumberField,
        BooleanField,
        TimeField,
        JsonField,
        AbsentField,
        MalformedField {

  String field();

  String group();
}
