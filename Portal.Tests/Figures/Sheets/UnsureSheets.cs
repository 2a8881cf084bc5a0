using System.Reflection;
using Portal.Domain.Figures.Sheets;

namespace Portal.Tests.Figures.Sheets;

/// <summary>The real sheets, whose store fails the first times that something is saved.</summary>
internal class UnsureSheets : DispatchProxy
{
    private IFigureSheets _sheets = null!;
    private int _failures;

    public static IFigureSheets Over(IFigureSheets sheets, int failures)
    {
        var proxy = Create<IFigureSheets, UnsureSheets>();
        ((UnsureSheets)(object)proxy)._sheets = sheets;
        ((UnsureSheets)(object)proxy)._failures = failures;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IFigureSheets.SaveAsync) && _failures-- > 0)
            return Task.FromException<SaveResult>(new IOException("The store is away."));
        return targetMethod.Invoke(_sheets, args);
    }
}
