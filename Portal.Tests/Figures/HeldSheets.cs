using System.Reflection;
using Portal.Domain.Figures.Sheets;

namespace Portal.Tests.Figures;

/// <summary>The real sheets, whose savings wait twice until they are let go: on their way to the store, and on the way back with the answer.</summary>
internal class HeldSheets : DispatchProxy
{
    private readonly Gate _there = new();
    private readonly Gate _back = new();
    private IFigureSheets _sheets = null!;

    /// <summary>Ends when something has been sent to the store.</summary>
    public Task Sent => _there.Reached;

    /// <summary>Ends when something is in the store.</summary>
    public Task Stored => _back.Reached;

    public static (IFigureSheets Sheets, HeldSheets Held) Over(IFigureSheets sheets)
    {
        var proxy = Create<IFigureSheets, HeldSheets>();
        var held = (HeldSheets)(object)proxy;
        held._sheets = sheets;
        return (proxy, held);
    }

    public void LetStore() => _there.Open();

    public void LetAnswer() => _back.Open();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IFigureSheets.SaveAsync) ? HoldAsync(targetMethod, args) : targetMethod.Invoke(_sheets, args);

    private async Task<SaveResult> HoldAsync(MethodInfo save, object?[]? args)
    {
        await _there.PassAsync();
        var result = await (Task<SaveResult>)save.Invoke(_sheets, args)!;
        await _back.PassAsync();
        return result;
    }

    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Open() => _open.TrySetResult();

        public Task PassAsync()
        {
            _reached.TrySetResult();
            return _open.Task;
        }
    }
}
