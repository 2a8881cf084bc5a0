namespace Portal.CommandLine;

/// <summary>A progress line on the terminal, overwritten at each report; silent when standard error is redirected.</summary>
internal sealed class ProgressLine<T>(Func<T, string> text) : IProgress<T>, IDisposable
{
    private int _width;

    public void Report(T value)
    {
        if (Console.IsErrorRedirected)
            return;
        var line = text(value);
        Console.Error.Write("\r" + line.PadRight(_width));
        _width = line.Length;
    }

    public void Dispose()
    {
        if (_width > 0)
            Console.Error.WriteLine();
    }
}
