using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>Work that a process does step by step, each acknowledged when it is done, until it is killed.</summary>
internal abstract class KilledWork
{
    /// <summary>All kinds, by the name of their class.</summary>
    public static IReadOnlyList<KilledWork> All { get; } =
    [new ImportWork(), new FoldWork(), new ApprovalWork(), new SigningWork(), new IssuingWork()];

    public string Name => GetType().Name;

    /// <summary>The latest step after which the process is killed, so that it is killed in the middle of the work.</summary>
    public abstract int LastStep { get; }

    /// <summary>Writes what the work needs into a database with the units and items of <see cref="SampleData"/>.</summary>
    public abstract Task PrepareAsync(TestDatabase database);

    /// <summary>Does the work in the process that is killed.</summary>
    /// <param name="database">The services of that process.</param>
    /// <param name="acknowledge">Called with a step that is done, as its caller would be answered.</param>
    public abstract Task WorkAsync(TestDatabase database, Action<string> acknowledge);

    /// <summary>
    /// Asserts in the next process that every acknowledged step is there and whole, and that one more is there whole or not at all; then
    /// does the rest of the work and asserts that all of it is there once.
    /// </summary>
    public abstract Task CheckAsync(TestDatabase database, IReadOnlyList<string> acknowledged);
}
