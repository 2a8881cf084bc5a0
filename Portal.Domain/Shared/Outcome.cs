namespace Portal.Domain.Shared;

/// <summary>
/// What a step of a workflow answers when it has something to tell: its value, or why it was refused. A step without a value answers
/// with <c>Refusal?</c>, null when it is done.
/// </summary>
public sealed class Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Null when it is done.</summary>
    public Refusal? Refusal { get; }

    /// <exception cref="InvalidOperationException">It was refused; callers ask for <see cref="Refusal"/> first.</exception>
    public T Value =>
        Refusal is null ? _value! : throw new InvalidOperationException($"Refused with {Refusal.Code}, so there is no value.");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
