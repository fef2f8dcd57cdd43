import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks PDF files against flavours of PDF/A and PDF/UA: a line per file and flavour, the broken rules below it. */
public class Vera {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = true;
        for (int place = 1; place < arguments.length; place++) {
            for (String name : arguments[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
                try (FileInputStream file = new FileInputStream(arguments[place]);
                        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + name + " " + arguments[place]);
                    TreeMap<String, String> broken = new TreeMap<>();
                    for (TestAssertion check : result.getTestAssertions()) {
                        if (check.getStatus() == TestAssertion.Status.FAILED) {
                            broken.putIfAbsent(check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber(),
                                    check.getMessage());
                        }
                    }
                    broken.forEach((rule, message) -> System.out.println("     " + rule + " " + message));
                    sound &= result.isCompliant();
                }
            }
        }
        System.exit(sound ? 0 : 1);
    }
}
