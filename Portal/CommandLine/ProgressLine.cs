namespace Portal.CommandLine;

/// <summary>One line on the terminal that is written over as work goes on; silent when standard error goes elsewhere.</summary>
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
