using Portal.Domain.Shared;

namespace Portal.Tests.Support;

/// <summary>Asserts that steps of a workflow were taken.</summary>
internal static class Outcomes
{
    public static async Task DoneAsync(this Task<Refusal?> step) => Assert.Null(await step);

    public static async Task<T> DoneAsync<T>(this Task<Outcome<T>> step)
    {
        var outcome = await step;
        Assert.Null(outcome.Refusal);
        return outcome.Value;
    }

    public static async Task RefusedAsync(this Task<Refusal?> step, Refusal expected) => Assert.Same(expected, await step);

    public static async Task RefusedAsync<T>(this Task<Outcome<T>> step, Refusal expected) => Assert.Same(expected, (await step).Refusal);

    /// <summary>Null when it was done.</summary>
    public static async Task<string?> CodeAsync(this Task<Refusal?> step) => (await step)?.Code;

    /// <inheritdoc cref="CodeAsync(Task{Refusal})"/>
    public static async Task<string?> CodeAsync<T>(this Task<Outcome<T>> step) => (await step).Refusal?.Code;
}
