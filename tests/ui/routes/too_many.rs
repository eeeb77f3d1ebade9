websocket_api::websocket_api! {
    Chat {
        functions: shared,
        routes: {
            r0: handler, r1: handler, r2: handler, r3: handler, r4: handler, r5: handler, r6: handler, r7: handler, r8: handler, r9: handler,
            r10: handler, r11: handler, r12: handler, r13: handler, r14: handler, r15: handler, r16: handler, r17: handler, r18: handler, r19: handler,
            r20: handler, r21: handler, r22: handler, r23: handler, r24: handler, r25: handler, r26: handler, r27: handler, r28: handler, r29: handler,
            r30: handler, r31: handler, r32: handler, r33: handler, r34: handler, r35: handler, r36: handler, r37: handler, r38: handler, r39: handler,
            r40: handler, r41: handler, r42: handler, r43: handler, r44: handler, r45: handler, r46: handler, r47: handler, r48: handler, r49: handler,
            r50: handler, r51: handler, r52: handler, r53: handler, r54: handler, r55: handler, r56: handler, r57: handler, r58: handler, r59: handler,
            r60: handler, r61: handler, r62: handler, r63: handler, r64: handler, r65: handler, r66: handler, r67: handler, r68: handler, r69: handler,
            r70: handler, r71: handler, r72: handler, r73: handler, r74: handler, r75: handler, r76: handler, r77: handler, r78: handler, r79: handler,
            r80: handler, r81: handler, r82: handler, r83: handler, r84: handler, r85: handler, r86: handler, r87: handler, r88: handler, r89: handler,
            r90: handler, r91: handler, r92: handler, r93: handler, r94: handler, r95: handler, r96: handler, r97: handler, r98: handler, r99: handler,
            r100: handler, r101: handler, r102: handler, r103: handler, r104: handler, r105: handler, r106: handler, r107: handler, r108: handler, r109: handler,
            r110: handler, r111: handler, r112: handler, r113: handler, r114: handler, r115: handler, r116: handler, r117: handler, r118: handler, r119: handler,
            r120: handler, r121: handler, r122: handler, r123: handler, r124: handler, r125: handler, r126: handler, r127: handler, r128: handler, r129: handler,
            r130: handler, r131: handler, r132: handler, r133: handler, r134: handler, r135: handler, r136: handler, r137: handler, r138: handler, r139: handler,
            r140: handler, r141: handler, r142: handler, r143: handler, r144: handler, r145: handler, r146: handler, r147: handler, r148: handler, r149: handler,
            r150: handler, r151: handler, r152: handler, r153: handler, r154: handler, r155: handler, r156: handler, r157: handler, r158: handler, r159: handler,
            r160: handler, r161: handler, r162: handler, r163: handler, r164: handler, r165: handler, r166: handler, r167: handler, r168: handler, r169: handler,
            r170: handler, r171: handler, r172: handler, r173: handler, r174: handler, r175: handler, r176: handler, r177: handler, r178: handler, r179: handler,
            r180: handler, r181: handler, r182: handler, r183: handler, r184: handler, r185: handler, r186: handler, r187: handler, r188: handler, r189: handler,
            r190: handler, r191: handler, r192: handler, r193: handler, r194: handler, r195: handler, r196: handler, r197: handler, r198: handler, r199: handler,
            r200: handler, r201: handler, r202: handler, r203: handler, r204: handler, r205: handler, r206: handler, r207: handler, r208: handler, r209: handler,
            r210: handler, r211: handler, r212: handler, r213: handler, r214: handler, r215: handler, r216: handler, r217: handler, r218: handler, r219: handler,
            r220: handler, r221: handler, r222: handler, r223: handler, r224: handler, r225: handler, r226: handler, r227: handler, r228: handler, r229: handler,
            r230: handler, r231: handler, r232: handler, r233: handler, r234: handler, r235: handler, r236: handler, r237: handler, r238: handler, r239: handler,
            r240: handler, r241: handler, r242: handler, r243: handler, r244: handler, r245: handler, r246: handler, r247: handler, r248: handler, r249: handler,
            r250: handler, r251: handler, r252: handler, r253: handler, r254: handler, r255: handler, r256: handler, r257: handler, r258: handler, r259: handler,
            r260: handler, r261: handler, r262: handler, r263: handler, r264: handler, r265: handler, r266: handler, r267: handler, r268: handler, r269: handler,
            r270: handler, r271: handler, r272: handler, r273: handler, r274: handler, r275: handler, r276: handler, r277: handler, r278: handler, r279: handler,
            r280: handler, r281: handler, r282: handler, r283: handler, r284: handler, r285: handler, r286: handler, r287: handler, r288: handler, r289: handler,
            r290: handler, r291: handler, r292: handler, r293: handler, r294: handler, r295: handler, r296: handler, r297: handler, r298: handler, r299: handler,
            r300: handler, r301: handler, r302: handler, r303: handler, r304: handler, r305: handler, r306: handler, r307: handler, r308: handler, r309: handler,
        },
    }
}

async fn handler() {}

fn main() {}
