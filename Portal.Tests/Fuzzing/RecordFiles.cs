using Portal.Tests.Documents;
using Portal.Tests.Support;

namespace Portal.Tests.Fuzzing;

/// <summary>Real files of records and a real profile, to be changed.</summary>
internal static class RecordFiles
{
    public const string Csv = $"""
        source,caseNo,unitCode,itemCode,channel,acceptedAt,closedAt,outcome,dueAt,suspensions,extensionDays,satisfaction
        中心,2014-0001,{SampleData.Community},{SampleData.Licence},window,2014-10-08 09:30,2014-10-09,completed,,,0,5
        中心,"2014-0002",{SampleData.Street},{SampleData.Licence},online,2014/10/8 9:30,,,2014-10-20,2014-10-09/2014-10-10 检验;2014-10-13,3,
        中心,2014-0003,{SampleData.Street},{SampleData.InstantItem},phone,2014-10-08T09:30:00+08:00,2014-10-08T17:00Z,granted,,,,"4"

        """;

    public const string Json = $$"""
        [{"source":"中心","caseNo":"1","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}","channel":"window",
          "acceptedAt":"2014-10-08T09:30:00+08:00","closedAt":null,"suspensions":[{"from":"2014-10-08","to":"2014-10-09","reason":"检验"}]},
         {"source":"中心","caseNo":"2","unitCode":"{{SampleData.Street}}","itemCode":"{{SampleData.InstantItem}}",
          "acceptedAt":"2014-10-08","satisfaction":5,"extensionDays":2}]
        """;

    public const string NdJson = $$"""
        {"source":"中心","caseNo":"1","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-10-08"}
        {"source":"中心","caseNo":"2","unitCode":"{{SampleData.Street}}","itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-10-08"}

        """;

    public const string Profile = """
        {"timeZone":"Asia/Shanghai","dateFormats":["dd.MM.yyyy HH:mm","yyyy/M/d"],
         "fields":{"caseNo":{"column":"Nr"},"unitCode":{"column":"Amt","values":{"Nord":"350103001","Süd":"350103002"},"otherwise":""},
                   "acceptedAt":{"column":"Eingang"},"itemCode":{"template":"{Gruppe}/{Art}"},"channel":{"constant":"window"}},
         "ignore":["Bemerkung"],"create":{"parentUnitCode":"350103","unitKind":"street"}}
        """;

    public static byte[] Workbook { get; } =
        RawWorkbook.Of(
            """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>unitCode</t></is></c>
            <c r="D1" t="inlineStr"><is><t>itemCode</t></is></c><c r="E1" t="str"><v>acceptedAt</v></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>中心</t></is></c><c r="B2"><v>20140001</v></c><c r="C2"><v>350103001001</v></c>
            <c r="D2" t="inlineStr"><is><t>L-20-6</t></is></c><c r="E2" s="1"><v>41920.395833333336</v></c></row>
            <row r="3"><c r="B3"><v>2</v></c><c r="C3"><f>A1</f><v>350103001</v></c><c r="E3" t="d"><v>2014-10-08T09:30:00</v></c></row>
            """,
            texts: "<si><t>source</t></si><si><r><t>case</t></r><r><t>No</t></r></si>",
            looks: """<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>"""
        );
}
