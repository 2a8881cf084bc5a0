namespace Portal.Domain.Intake.Rows;

/// <summary>A set of fields; empty by default.</summary>
public readonly record struct RecordFieldSet
{
    // RecordField has fewer than 32 members.
    private readonly uint _bits;

    private RecordFieldSet(uint bits) => _bits = bits;

    public bool IsEmpty => _bits == 0;

    public static RecordFieldSet Of(params IEnumerable<RecordField> fields) =>
        fields.Aggregate(default(RecordFieldSet), (set, field) => set.With(field));

    public bool Has(RecordField field) => (_bits & (1u << (int)field)) != 0;

    public RecordFieldSet With(RecordField field) => new(_bits | (1u << (int)field));
}
