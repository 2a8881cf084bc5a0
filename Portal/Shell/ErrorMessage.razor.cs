using Microsoft.AspNetCore.Components;
using Portal.Domain.Data.Faults;

namespace Portal.Shell;

/// <summary>Replaces a page that failed; the log has the failure under the same number.</summary>
public sealed partial class ErrorMessage
{
    private readonly string _number = Guid.NewGuid().ToString("N")[..8];

    [Parameter, EditorRequired]
    public required Exception Error { get; set; }

    [Inject]
    private StorageState Storage { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback Retry { get; set; }

    protected override void OnInitialized()
    {
        Storage.Report(Error);
        Log.LogError(Error, "A page failed ({Number}).", _number);
    }
}
